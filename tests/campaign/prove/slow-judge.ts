// The judge of a proof as one would write it without thinking of time: exact answer and bound of every row by itself.

import { boundOf } from "../../../src/bounds/bound-of.ts";
import type { LayerNormImplementation } from "../../../src/contract/implementation.ts";
import { resolveContract } from "../../../src/contract/resolve.ts";
import { finiteCodes } from "../../../src/formats/finite-codes.ts";
import type { Format } from "../../../src/formats/format.ts";
import { isRepresentable } from "../../../src/formats/neighbours.ts";
import type { ExactAnswer } from "../../../src/oracle/exact-answer.ts";
import { exactAnswer } from "../../../src/oracle/exact.ts";
import { integerAnswer } from "../../../src/oracle/integer.ts";
import { correctlyRounded } from "../../../src/oracle/round-answer.ts";
import { planProof } from "../../../src/campaign/prove/plan.ts";
import { addTallies, emptyProofTally, type ProofTally } from "../../../src/campaign/prove/tally.ts";
import { UnitRunner } from "../../../src/campaign/prove/unit-runner.ts";

export interface SlowCounts {
  rows: number;
  proved: number;
  beyond: number;
  misrounded: number;
  readonly violations: Record<string, number>;
}

/** The exact answers of one format, length and ε: the same for every kernel. */
let kept: { readonly key: string; readonly answers: (ExactAnswer | "none" | undefined)[] } = { key: "", answers: [] };

function answersFor(key: string, rows: number): (ExactAnswer | "none" | undefined)[] {
  if (kept.key !== key) kept = { key, answers: new Array(rows) };
  return kept.answers;
}

/** Every row in the order of an odometer, one call for all. */
export function judgeSlowly(implementation: LayerNormImplementation, { format, cols, eps }: { readonly format: Format; readonly cols: number; readonly eps: number }): SlowCounts {
  const contract = resolveContract(implementation);
  const codes = finiteCodes(format);
  const rows = codes.length ** cols;
  const x = new Float64Array(rows * cols);
  for (let row = 0; row < rows; row++) for (let i = 0; i < cols; i++) x[row * cols + i] = codes[Math.floor(row / codes.length ** i) % codes.length];
  const y = implementation.forward(x.slice(), { rows, cols, eps, gamma: undefined, beta: undefined }) as ArrayLike<number>;
  const counts: SlowCounts = { rows, proved: 0, beyond: 0, misrounded: 0, violations: {} };
  const violated = (property: string) => (counts.violations[property] = (counts.violations[property] ?? 0) + 1);
  const answers = answersFor(`${format.id} ${cols} ${eps}`, rows);
  for (let row = 0; row < rows; row++) {
    const values = { x: x.subarray(row * cols, (row + 1) * cols), eps };
    const outputs = Array.from({ length: cols }, (_, i) => y[row * cols + i]);
    if (!outputs.every((value) => isRepresentable(contract.storage, value))) {
      violated("output-representable");
      continue;
    }
    answers[row] ??= exactAnswer(values) ?? "none";
    const answer = answers[row];
    const exact = answer === "none" ? undefined : answer;
    const bound = exact && boundOf(values, exact, contract);
    if (exact === undefined || bound === undefined) {
      counts.beyond++;
      continue;
    }
    const rounded = correctlyRounded(values, contract.storage, exact);
    if (!outputs.every((value, i) => value === rounded[i])) counts.misrounded++;
    if (bound.finite && !outputs.every(Number.isFinite)) violated("finite-output");
    else if (!bound.finite || !bound.informative) counts.beyond++;
    else {
      const wrong = outputs.some((value, i) => {
        const allowed = bound.errors[i] * (1 + 1e-9);
        const error = Math.abs(value - exact.y[i] - exact.yLow[i]);
        if (Math.abs(error - allowed) > 1e-9 * allowed) return error > allowed;
        const integers = integerAnswer(values)!;
        return Math.abs(value - integers.y[i] - integers.yLow[i]) > allowed;
      });
      if (wrong) violated("oracle-agreement");
      else counts.proved++;
    }
  }
  return counts;
}

/** The proof's own judge, all units in this thread. */
export async function judgeFast(implementation: LayerNormImplementation, { format, cols, eps, rowsPerCall = 500 }: { readonly format: Format; readonly cols: number; readonly eps: number; readonly rowsPerCall?: number }): Promise<ProofTally> {
  const plan = planProof(format, cols);
  const runner = new UnitRunner({ implementation, contract: resolveContract(implementation), plan, format, eps, rowsPerCall });
  let tally = emptyProofTally;
  for (let unit = 0; unit < plan.starts.length; unit++) tally = addTallies(tally, (await runner.run(unit, () => false))!);
  return tally;
}

/** The counts that both have. */
export function comparable({ rows, proved, beyond, misrounded, violations }: ProofTally): SlowCounts {
  return { rows, proved, beyond, misrounded, violations: Object.fromEntries(Object.entries(violations).map(([property, found]) => [property, found.rows])) };
}
