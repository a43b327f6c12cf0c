// TransformerEngine compares the statistics of its kernel with a CPU loop, and then the outputs with what those very statistics give. Statistics are not
// returned here, so an output may be off by what both comparisons allow together: the output's own tolerance, and what mean and rstd may be off by.
// Data, γ and β are uniform in [−2, 1]. 71, 29, 768 and 2048 rows in the original; 8 at most here.

import type { StorageFormatId } from "../../src/contract/implementation.ts";
import { formatOf } from "../../src/formats/format-of.ts";
import type { Batch } from "../../src/oracle/row.ts";
import { rowOf } from "../../src/oracle/row.ts";
import type { Peer, PeerCase, PeerVariant } from "./peer.ts";
import { elementwise } from "./parts/comparisons.ts";
import { drawBatch, uniform } from "./parts/draws.ts";
import { inFp32Sequentially } from "./parts/references.ts";
import { momentsOf } from "./parts/row-moments.ts";
import { nameOf } from "./parts/variant.ts";

const shapes = [{ rows: 8, cols: 229 }, { rows: 8, cols: 541 }, { rows: 4, cols: 6144 }, { rows: 2, cols: 12288 }];
const value = uniform(-2, 1);
const distributions = { eps: 1e-5, x: value, gamma: value, beta: value };
/** Of mean and rstd: absolute, and relative. */
const statistics = { atol: 1e-6, rtol: 5e-5 };

interface Tolerance {
  readonly atol: number;
  readonly rtol: number;
}

function variant(format: StorageFormatId, tolerance: Tolerance): PeerVariant {
  const rule = `a CPU loop in fp32, absolute ${tolerance.atol} or relative ${tolerance.rtol}, after statistics within ${statistics.atol} or ${statistics.rtol}`;
  return { format, rule, cases: (random) => shapes.map((shape) => caseOf(drawBatch({ ...shape, ...distributions }, format, random), format, tolerance)) };
}

function caseOf(batch: Batch, format: StorageFormatId, { atol, rtol }: Tolerance): PeerCase {
  const { round, unitRoundoff } = formatOf(format);
  const slack = slackOfStatistics(batch);
  // In half types, neighbours that straddle the exact value are forgiven: one unit in the last place.
  const relative = Math.max(rtol, format === "fp32" ? 0 : 2 * unitRoundoff);
  const compare = elementwise((actual, expected, i) => Math.abs(actual - expected) <= slack[i] + Math.max(atol, relative * Math.abs(expected)));
  return { name: nameOf(batch), batch, complaint: compare(inFp32Sequentially(batch).map(round)) };
}

/** What γ·(x − m)·r + β moves by when m and r move as far as they may. */
function slackOfStatistics(batch: Batch): Float64Array {
  const slack = new Float64Array(batch.x.length);
  for (let r = 0; r < batch.rows; r++) {
    const { x } = rowOf(batch, r);
    const { mean, variance } = momentsOf([...x]);
    const rstd = 1 / Math.sqrt(variance + batch.eps);
    const meanSlack = Math.max(statistics.atol, statistics.rtol * Math.abs(mean));
    const rstdSlack = Math.max(statistics.atol, statistics.rtol * rstd);
    x.forEach((value, c) => (slack[r * batch.cols + c] = Math.abs(batch.gamma![c]) * (meanSlack * rstd + Math.abs(value - mean) * rstdSlack)));
  }
  return slack;
}

export default {
  id: "transformer-engine",
  project: "TransformerEngine",
  source: "NVIDIA/TransformerEngine tests/cpp/operator/test_normalization.cu, tolerances in tests/cpp/test_common.cu",
  description: "CUDA kernels against a CPU loop, rows of 229 to 12288 values in [−2, 1]",
  variants: [variant("fp32", { atol: 5e-7, rtol: 5e-6 }), variant("fp16", { atol: 1e-5, rtol: 1e-3 }), variant("bf16", { atol: 1e-5, rtol: 1e-2 })],
} satisfies Peer;
