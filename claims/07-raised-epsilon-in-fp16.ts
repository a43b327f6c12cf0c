// The remedy of the second example: the same large fp16 row with ε = 1e-3. Overflow happens before ε is added, so there is nothing for it to repair.

import type { LayerNormImplementation } from "../src/contract/implementation.ts";
import { fp16 } from "../src/formats/fp16.ts";
import naiveFp16 from "../src/impls/naive-fp16.ts";
import mixedFp16 from "../src/impls/mixed-fp16.ts";
import { exactAnswer } from "../src/oracle/exact.ts";
import type { Claim } from "./claim.ts";
import { errorOf, type Kind, kindOf } from "./experiments/error.ts";
import { cast, normalRow } from "./experiments/rows.ts";
import { run, usualEps } from "./experiments/run.ts";
import { count, epsText, exactText, rowText, short } from "./numbers.ts";

const epsilons = [1e-5, 1e-3, 1, 1024] as const;

interface Case {
  readonly size: number;
  readonly offset: number;
  readonly kernel: string;
  readonly rows: number;
  /** Rows that are not right at ε = 1e-5, and of those the ones that are at each ε (judged by the exact answer at that ε). */
  readonly broken: number;
  readonly repaired: readonly number[];
  /** What most rows give at 1e-5. */
  readonly kind: Kind;
}

interface Measured {
  readonly cases: readonly Case[];
  /** The largest ε that fp16 holds. */
  readonly atLargestEps: { readonly broken: number; readonly repaired: number };
}

const rows = 40;
const n = 64;

function kind(kernel: LayerNormImplementation, x: Float64Array, eps: number): Kind {
  const exact = exactAnswer({ x, eps });
  // An infinite input has no answer: whatever is given is not right.
  const y = run(kernel, x, { eps });
  return exact ? kindOf(y, exact) : y.every(Number.isFinite) ? "wrong" : "not finite";
}

function measure(): Measured {
  const cases = [
    { size: 1e8, offset: 0, kernel: mixedFp16 },
    { size: 1e8, offset: 0, kernel: naiveFp16 },
    { size: 1e4, offset: 0, kernel: naiveFp16 },
    { size: 64, offset: 0, kernel: naiveFp16 },
    { size: 1, offset: 2000, kernel: naiveFp16 },
    { size: 1e4, offset: 0, kernel: mixedFp16 },
  ].map(({ size, offset, kernel }): Case => {
    const all = Array.from({ length: rows }, (_, r) => cast(normalRow({ seed: `claim 7, ${size}, ${offset}, row ${r}`, n, size, offset }), fp16));
    const broken = all.filter((x) => kind(kernel, x, usualEps) !== "right");
    return { size, offset, kernel: kernel.id, rows, broken: broken.length, repaired: epsilons.map((eps) => broken.filter((x) => kind(kernel, x, Math.fround(eps)) === "right").length), kind: kind(kernel, all[0]!, usualEps) };
  });
  const overflowing = Array.from({ length: rows }, (_, r) => cast(normalRow({ seed: `claim 7, largest ε, row ${r}`, n, size: 1e4 }), fp16));
  return { cases, atLargestEps: { broken: rows, repaired: overflowing.filter((x) => errorOf(run(naiveFp16, x, { eps: fp16.maxFinite }), exactAnswer({ x, eps: fp16.maxFinite })!) < 0.01).length } };
}

export default {
  id: "07-raised-epsilon-in-fp16",
  title: "ε = 1e-3 for the fp16 row",
  statement: "With ε = 1e-3 the large fp16 row of the example is normalised without trouble.",
  measure,
  judge({ cases }) {
    const broken = cases.reduce((sum, one) => sum + one.broken, 0);
    const repaired = cases.reduce((sum, one) => sum + one.repaired[epsilons.indexOf(1e-3)]!, 0);
    const example = cases[0]!;
    const exampleRepaired = example.repaired[epsilons.indexOf(1e-3)]!;
    if (broken > 0 && repaired === 0) return { verdict: "refuted", because: `Of ${count(broken)} fp16 rows that break at 1e-5 it repairs none: they overflow before ε is added, and ∞ + ε = ∞.` };
    if (exampleRepaired === example.broken) return { verdict: "confirmed", because: `It repairs all ${example.broken} rows of the example, and ${repaired} of ${broken} altogether.` };
    return { verdict: "depends", because: `On the row: it repairs ${repaired} of ${broken}.` };
  },
  show({ cases, atLargestEps }) {
    const x = Float64Array.of(256, -256);
    const at = (eps: number) => rowText(`naive-fp16, ε = ${epsText(eps)}`, fp16, run(naiveFp16, x, { eps: Math.fround(eps) }));
    return {
      row: {
        caption: "Two finite values, fp16 arithmetic: the squares are infinite whatever ε is.",
        lines: [rowText("x", fp16, x), at(1e-5), at(1e-3), at(1), exactText("exact, ε = 1e-3", exactAnswer({ x, eps: 1e-3 })!.y)],
      },
      tables: [
        {
          caption: `Rows of ${n}, ${rows} each: those that are not right at ε = 1e-5, and how many of them are right at a larger ε (against the exact answer with that ε).`,
          head: ["noise of size", "around", "kernel", "not right at 1e-5", "gives", "right at 1e-3", "at 1", "at 1024"],
          rows: cases.map(({ size, offset, kernel, broken, repaired, kind: gives }) => [short(size), short(offset), kernel, String(broken), broken === 0 ? "right" : gives, ...repaired.slice(1).map((one) => (broken === 0 ? "–" : String(one)))]),
        },
      ],
      remarks: [
        `*No ε repairs an overflow.* It is in the cast, in the squares or in a sum; ε is added to a variance that is ∞ or NaN already, and x ↦ x + ε maps both to themselves. With the largest ε that fp16 has, ${fp16.maxFinite}, ${atLargestEps.repaired} of ${atLargestEps.broken} rows of size 1e4 come out right.`,
        "What repairs the finite rows is fp32 inside the layer, with ε as it was (the last line of the table). What repairs the row of 1e8 is a format that holds 1e8.",
      ],
    };
  },
} satisfies Claim<Measured>;
