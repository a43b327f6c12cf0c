// MLX: its fast kernel against the formula in its own fp32 operations, uniform in [0, 1], γ and β too, each of them present or not; the largest difference
// must stay below a bound for each type. In half types the reference is cast before γ and β, which then round in that type.

import type { StorageFormatId } from "../../src/contract/implementation.ts";
import { formatOf } from "../../src/formats/format-of.ts";
import type { Batch } from "../../src/oracle/row.ts";
import type { Peer, PeerVariant } from "./peer.ts";
import { strictlyWithin } from "./parts/comparisons.ts";
import { type Drawing, uniform } from "./parts/draws.ts";
import { inFp32 } from "./parts/references.ts";
import { comparing } from "./parts/variant.ts";

const x = uniform(0, 1);
const parameters = [{ gamma: x, beta: x }, { gamma: x }, { beta: x }, {}];
const of = (shape: { readonly rows: number; readonly cols: number; readonly eps: number }): readonly Drawing[] => parameters.map((some) => ({ ...shape, x, ...some }));

function variant(format: StorageFormatId, max: number, drawings: readonly Drawing[]): PeerVariant {
  return comparing({ format, rule: `MLX's own operations, largest difference below ${max}`, drawings, reference: castFirst(format), compare: strictlyWithin(max) });
}

/** x̂ in fp32, cast; then times γ and plus β in the element type. */
function castFirst(format: StorageFormatId): (batch: Batch) => Float64Array {
  const { round } = formatOf(format);
  return (batch) =>
    inFp32({ ...batch, gamma: undefined, beta: undefined }).map((normalised, i) => {
      const scaled = round(round(normalised) * (batch.gamma?.[i % batch.cols] ?? 1));
      return round(scaled + (batch.beta?.[i % batch.cols] ?? 0));
    });
}

const usual = of({ rows: 2, cols: 32, eps: 1e-5 });

export default {
  id: "mlx",
  project: "MLX",
  source: "ml-explore/mlx python/tests/test_fast.py (test_layer_norm, test_slice_into_layer_norm)",
  description: "fast kernel against composed operations, rows of 31 to 4099 values in [0, 1]",
  variants: [
    variant("fp32", 1e-5, [
      ...usual,
      ...[1e-3, 1e-5].flatMap((eps) => of({ rows: 2, cols: 32, eps })),
      ...[31, 32, 33].flatMap((cols) => of({ rows: 2, cols, eps: 1e-5 })),
      ...of({ rows: 1, cols: 4099, eps: 1e-5 }),
    ]),
    variant("fp16", 5e-3, usual),
    variant("bf16", 5e-2, usual),
  ],
} satisfies Peer;
