// The bounds of dγ and dβ are theorems as well: no correct kernel may exceed one, whatever rows come together, in whatever order they are added.

import { describe, expect, it } from "vitest";
import type { Contract } from "../../src/bounds/contract.ts";
import { gradientBound } from "../../src/bounds/gradient.ts";
import { parameterBounds } from "../../src/bounds/gradient-sums.ts";
import type { Format } from "../../src/formats/format.ts";
import { exactAnswer } from "../../src/oracle/exact.ts";
import { exactGradient } from "../../src/oracle/gradient.ts";
import { parameterGradients } from "../../src/oracle/gradient-sums.ts";
import type { Row } from "../../src/oracle/row.ts";
import { adversarialGradient } from "./adversarial-gradients.ts";
import { adversarialRow, type RandomNumber, randomNumbers } from "./adversarial-rows.ts";
import { formatPairs } from "./format-pairs.ts";
import { sums } from "./kernels.ts";
import { type Association, parameterTerms, rowSums } from "./parameter-kernels.ts";
import { stableStatistics } from "./stable-statistics.ts";

const rowCounts = [1, 1, 2, 2, 3, 4, 5, 8, 9, 17, 33];
const columnCounts = [1, 2, 3, 4, 7];
const batchesPerPair = Number(process.env.NORMFUZZ_SOAK ?? 33);
const timeout = 60_000 + batchesPerPair * 300;
const associations: readonly (readonly [Association, Contract["output"]])[] = [
  ["normalised", "centred"],
  ["quotient", "centred"],
  ["deviation-first", "centred"],
  ["rstd-first", "centred"],
  ["expanded", "expanded"],
];

interface Rows {
  readonly rows: readonly Row[];
  readonly dys: readonly Float64Array[];
}

/** Rows of one ε, whose contributions cancel, are subnormal or come near the end of the range in some batches. */
function adversarialRows(count: number, cols: number, { storage, accumulator }: { storage: Format; accumulator: Format }, random: RandomNumber): Rows {
  const { round, maxFinite, minSubnormal, unitRoundoff: u } = storage;
  const first = adversarialRow(cols, storage, accumulator, random);
  const alike = random() < 0.3;
  const tiny = random() < 0.2 ? 2 ** -Math.floor(random() * 20) : 1;
  const rows = Array.from({ length: count }, (_, r): Row => {
    const { x } = r === 0 || alike ? first : adversarialRow(cols, storage, accumulator, random);
    return { x: x.map((value) => round(value * tiny)), eps: first.eps };
  });
  const kind = Math.floor(random() * 6);
  const share = 0.5 + random();
  const before: Float64Array[] = [];
  const dys = rows.map(({ x }, r) => {
    const own = adversarialGradient(x, storage, random);
    const value = [
      (g: number) => g,
      // Each row takes back what the one before it gave: the whole of it where rows are alike.
      (g: number, i: number) => (r % 2 === 0 ? g : -(alike ? before[r - 1]![i]! : g)),
      () => (r === 0 ? 1 : u),
      () => minSubnormal * Math.floor(random() * 9 - 4),
      // As large as the sum of so many may be, and beyond.
      () => ((random() < 0.5 ? -1 : 1) * maxFinite * share) / (1 + (count - 1) * random()),
      () => 1 + u * Math.floor(random() * 4),
    ][kind]!;
    before[r] = own.map((g, i) => Math.max(-maxFinite, Math.min(maxFinite, round(value(g, i)))));
    return before[r]!;
  });
  return { rows, dys };
}

describe.each(formatPairs)("dγ and dβ of $storage.id, accumulating in $accumulator.id", ({ storage, accumulator }) => {
  it("no correct kernel exceeds its bound", { timeout }, () => {
    const random = randomNumbers(13);
    const worst = new Map<string, number>();
    let overflows = 0;
    for (let k = 0; k < batchesPerPair; k++) {
      const { rows, dys } = adversarialRows(rowCounts[k % rowCounts.length]!, columnCounts[k % columnCounts.length]!, { storage, accumulator }, random);
      const answers = rows.map((row, r) => ({ row, dy: dys[r]!, forward: exactAnswer(row), gradient: exactGradient(row, dys[r]!) }));
      const solved = answers.flatMap(({ row, dy, forward, gradient }) => (forward && gradient ? [{ row, dy, forward, gradient }] : []));
      if (solved.length < rows.length) continue;
      const exact = parameterGradients(solved);
      for (const [association, output] of associations) {
        for (const [algorithm, moments] of stableStatistics) {
          const known: Contract = { storage, accumulator, algorithm, summation: "any", output };
          // A corrected kernel forms its deviations itself, and has no mean to expand.
          if (association === "expanded" && algorithm === "corrected-two-pass") continue;
          const terms = solved.map(({ row, dy }) => parameterTerms({ row, dy, association, f: accumulator.round, moments: moments([...row.x], accumulator.round, sums.sequential!, random) }));
          for (const contract of [known, { ...known, algorithm: "stable", output: "any" } as const]) {
            const bound = parameterBounds(solved.map((one) => ({ ...one, bound: gradientBound(one, contract) })), contract);
            for (const [order, sum] of Object.entries(rowSums(random))) {
              for (let j = 0; j < dys[0]!.length; j++) {
                const where = (name: string) => `${name}[${j}], ${association} of ${algorithm}, ${order}: x = ${rows.map(({ x }) => `[${x}]`)}, ε = ${rows[0]!.eps}, dy = ${dys.map((dy) => `[${dy}]`)}`;
                const given = { dgamma: storage.round(sum(terms.map((own) => own[j]!), accumulator.round)), dbeta: storage.round(sum(dys.map((dy) => dy[j]!), accumulator.round)) };
                for (const name of ["dgamma", "dbeta"] as const) {
                  const allowed = bound[name][j]! + exact[name].error[j]!;
                  if (allowed === Infinity) {
                    overflows++;
                    continue;
                  }
                  const off = Math.abs(given[name] - exact[name].value[j]! - exact[name].low[j]!);
                  const ratio = off === 0 ? 0 : off / allowed;
                  if (!(ratio <= 1)) expect.fail(`error / bound = ${ratio}: ${given[name]}, exact ${exact[name].value[j]!}, allowed ${allowed} for ${where(name)}`);
                  if (bound.informative) worst.set(name, Math.max(worst.get(name) ?? 0, ratio));
                }
              }
            }
          }
        }
      }
    }
    if (process.env.NORMFUZZ_SOAK) console.log(storage.id, accumulator.id, Object.fromEntries(worst), `${overflows} without a promise`);
    // Neither bound is idle.
    expect(worst.get("dgamma")).toBeGreaterThan(0.2);
    expect(worst.get("dbeta")).toBeGreaterThan(0.2);
  });
});
