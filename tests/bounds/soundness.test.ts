// The bounds are theorems: no correct kernel may exceed one on any row. This searches for a counterexample to the theorems, in every
// family, order of summation, output form and pair of formats, and for rows where a promise of finite output is broken.

import { describe, expect, it } from "vitest";
import { adversarialRow, randomNumbers } from "./adversarial-rows.ts";
import { attack } from "./attack.ts";
import { formatPairs, lengths } from "./format-pairs.ts";
import { allSubjects } from "./subjects.ts";

const rowsPerPair = Number(process.env.NORMFUZZ_SOAK ?? 60);

describe.each(formatPairs)("$storage.id accumulating in $accumulator.id", ({ storage, accumulator }) => {
  it("no correct kernel exceeds its bound", () => {
    const random = randomNumbers(7);
    const subjects = allSubjects(random);
    const worst = new Map<string, number>();
    for (let k = 0; k < rowsPerPair; k++) {
      const row = adversarialRow(lengths[k % lengths.length]!, storage, accumulator, random);
      for (const subject of subjects) {
        const result = attack(subject, row, { storage, accumulator });
        if (result === undefined) continue;
        const where = () => `${subject.name}: x = [${row.x}], ε = ${row.eps}, γ = ${row.gamma}, β = ${row.beta}`;
        if (!(result.ratio <= 1)) expect.fail(`error / bound = ${result.ratio} for ${where()}`);
        if (result.finitePromised && !result.finiteKept) expect.fail(`finite was promised for ${where()}`);
        if (!(result.sumRatio <= 1)) expect.fail(`sum / bound = ${result.sumRatio} for ${where()}`);
        if (!result.squareKept) expect.fail(`mean square outside its interval for ${where()}`);
        const family = subject.name.split(",")[0]! + (subject.algorithm === "stable" ? " as stable" : "");
        if (result.judged) worst.set(family, Math.max(worst.get(family) ?? 0, result.ratio));
      }
    }
    if (process.env.NORMFUZZ_SOAK) console.log(storage.id, accumulator.id, Object.fromEntries(worst));
    // The bounds are not idle either: every family comes near its own.
    expect(Math.max(...worst.values())).toBeGreaterThan(0.3);
  });
});
