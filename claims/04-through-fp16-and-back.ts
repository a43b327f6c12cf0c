// The first example as it is written: the row is made half precision and single again before the layer. Which operations then are in half precision, and
// what the run can show.

import { finiteCodes } from "../src/formats/finite-codes.ts";
import { fp16, roundFp16 } from "../src/formats/fp16.ts";
import { fp32 } from "../src/formats/fp32.ts";
import mixedFp16 from "../src/impls/mixed-fp16.ts";
import naiveFp16 from "../src/impls/naive-fp16.ts";
import layer from "../src/impls/two-pass-pairwise-fp32.ts";
import { exactAnswer } from "../src/oracle/exact.ts";
import type { Claim } from "./claim.ts";
import { errorOf, type Kind, kindOf, wrongFrom } from "./experiments/error.ts";
import { cast, normalRow } from "./experiments/rows.ts";
import { run } from "./experiments/run.ts";
import { count, percent, rowText, short } from "./numbers.ts";

interface Step {
  readonly size: number;
  readonly lost: number;
  /** The row converted there and back, then the fp32 layer: against the exact answer for the values that it is given, and for those of the row. */
  readonly asWritten: number;
  readonly againstOriginal: number;
  /** The layer in fp16 arithmetic on the same values. */
  readonly naive: Kind;
}

interface Measured {
  /** fp16 values that single precision holds, of all finite ones. */
  readonly held: number;
  readonly codes: number;
  readonly steps: readonly Step[];
  /** Rows on which the example, its output stored in fp16, gives the bits of a mixed-precision kernel. */
  readonly same: number;
  readonly rows: number;
}

const n = 768;
const eps = 1e-5;

function measure(): Measured {
  const codes = [...finiteCodes(fp16)];
  let [same, rows] = [0, 0];
  const steps = [1, 16, 256, 1e4, 3e4, 1e8].map((size): Step => {
    const single = cast(normalRow({ seed: `claim 4, size ${size}`, n, size }), fp32);
    const half = cast(single, fp16);
    const given = exactAnswer({ x: half, eps });
    return {
      size,
      lost: half.filter((value) => !Number.isFinite(value)).length,
      asWritten: given ? errorOf(run(layer, half), given) : Infinity,
      againstOriginal: errorOf(run(layer, half), exactAnswer({ x: single, eps })!),
      naive: given ? kindOf(run(naiveFp16, half), given) : "not finite",
    };
  });
  for (const size of [1, 16, 256, 1e4, 3e4, 1e8]) {
    for (let r = 0; r < 20; r++) {
      const half = cast(normalRow({ seed: `claim 4, size ${size}, row ${r}`, n: 64, size }), fp16);
      const [mixed, written] = [run(mixedFp16, half), cast(run(layer, half), fp16)];
      rows++;
      if (mixed.every((value, i) => Object.is(value, written[i]))) same++;
    }
  }
  return { held: codes.filter((value) => fp32.round(value) === value).length, codes: codes.length, steps, same, rows };
}

export default {
  id: "04-through-fp16-and-back",
  title: "The first example, as written",
  statement: "The first example, whose row is converted to fp16 and back before the layer, shows a LayerNorm failing in fp16.",
  measure,
  judge({ held, codes, steps, same, rows }) {
    const finite = steps.filter(({ lost }) => lost === 0);
    const infinite = steps.filter(({ lost }) => lost > 0);
    const right = finite.every(({ asWritten }) => asWritten < 1e-5);
    const failsWhereFinite = finite.filter(({ asWritten }) => asWritten >= wrongFrom).length;
    if (failsWhereFinite > 0) return { verdict: "confirmed", because: `It fails on ${failsWhereFinite} of ${finite.length} rows that the conversion leaves finite.` };
    if (right && held === codes && same === rows && infinite.every(({ asWritten }) => asWritten === Infinity)) {
      return { verdict: "refuted", because: `Its layer runs in fp32, on rounded inputs: right to ${short(Math.max(...finite.map(({ asWritten }) => asWritten)), 1)} unless the conversion has made an ∞.`, further: "What it runs is, bit for bit, a mixed-precision kernel: the cure, not the disease." };
    }
    return { verdict: "depends", because: `On the row: the largest error on finite ones is ${short(Math.max(...finite.map(({ asWritten }) => asWritten)))}, and ${same} of ${rows} rows are a mixed kernel's.` };
  },
  show({ codes, steps, same, rows }) {
    const x = Float64Array.of(1e8, -3e7, 1e4, 1);
    const finite = Float64Array.of(1e4, -3e4, 1e3, 1);
    const lines = (row: Float64Array) => {
      const half = row.map(roundFp16);
      return [rowText("x in fp32", fp32, row), rowText("there and back", fp32, half), rowText("fp32 layer (the example)", fp32, run(layer, half)), rowText("fp16 layer (naive-fp16)", fp16, run(naiveFp16, half))];
    };
    return {
      row: { caption: "One infinite value, and every output of every LayerNorm is NaN. Without one, the code of the example is right where a layer in fp16 is not.", lines: [...lines(x), "", ...lines(finite)] },
      tables: [
        {
          caption: `Normal noise of a size, n = ${n}. The example's largest error (share of the output's scale, max(1, |y|)) against the exact answer for what the layer is given, and for the row before its conversion; beside it the same values in fp16 arithmetic.`,
          head: ["size", "±∞ after the cast", "example, given row", "example, original row", "fp16 arithmetic"],
          rows: steps.map(({ size, lost, asWritten, againstOriginal, naive }) => [short(size), percent(lost, n), asWritten === Infinity ? "NaN" : short(asWritten, 2), againstOriginal === Infinity ? "NaN" : short(againstOriginal, 2), naive]),
        },
      ],
      remarks: [
        `*What it computes.* Conversion to fp32 is exact (all ${count(codes)} finite fp16 values tried), so the only fp16 operation is one rounding of each input: a relative change of at most 2⁻¹¹, which moves the output by about 2⁻¹¹·κ, or an overflow from 65520 on. It tests a conversion.`,
        `*What it is.* Widen, normalise in fp32, round the output: that is what a mixed-precision LayerNorm is. On ${same} of ${rows} rows the example, its output stored in fp16, has the bits of \`mixed-fp16\` (those with an ∞ included).`,
      ],
    };
  },
} satisfies Claim<Measured>;
