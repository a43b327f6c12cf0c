// What the LayerNorms of a deep stack are given right after initialisation, by standard and by careless weights: magnitude, condition, whether fp16
// arithmetic, one pass and mixed precision normalise it, and what gradient reaches the first block.

import type { LayerNormImplementation } from "../src/contract/implementation.ts";
import { formatOf } from "../src/formats/format-of.ts";
import { fp16 } from "../src/formats/fp16.ts";
import { fp32 } from "../src/formats/fp32.ts";
import corrected from "../src/impls/corrected-two-pass-fp32.ts";
import mixed from "../src/impls/mixed-fp16.ts";
import naive from "../src/impls/naive-fp16.ts";
import onePass from "../src/impls/one-pass-fp32.ts";
import { exactAnswer } from "../src/oracle/exact.ts";
import { logLogSvg } from "../src/report/figures/log-log.ts";
import type { Claim } from "./claim.ts";
import { errorOf, wrongFrom } from "./experiments/error.ts";
import { cast, normalRow } from "./experiments/rows.ts";
import { run, usualEps } from "./experiments/run.ts";
import { type Arrangement, type Initialisation, runStack } from "./experiments/stack.ts";
import { exactText, rowText, short } from "./numbers.ts";

const width = 128;
const blocks = 32;

const initialisations: readonly Initialisation[] = [
  { name: "N(0, 1/n)", bias: 0, weight: (random, shape) => random.normal() / Math.sqrt(shape.width) },
  { name: "N(0, 0.02²)", bias: 0, weight: (random) => 0.02 * random.normal() },
  { name: "N(0, 1/n) ÷ √(2·blocks)", bias: 0, weight: (random, shape) => random.normal() / Math.sqrt(2 * shape.width * shape.blocks) },
  { name: "N(0, 1)", bias: 0, weight: (random) => random.normal() },
  { name: "N(0, 100²)", bias: 0, weight: (random) => 100 * random.normal() },
  { name: "uniform in [0, 1)", bias: 0, weight: (random) => random.next() },
  { name: "N(0, 1/n), biases 1000", bias: 1000, weight: (random, shape) => random.normal() / Math.sqrt(shape.width) },
];
/** The first three are what frameworks and papers do (Glorot & Bengio 2010; GPT-2's normal 0.02, and its residual layers by depth). */
const careful = 3;

const judged = { "fp16 arithmetic": naive, "mixed fp16": mixed, "fp32, one pass": onePass, "fp32, corrected two-pass": corrected } as const satisfies Record<string, LayerNormImplementation>;
type Judged = keyof typeof judged;

interface Stack {
  readonly arrangement: Arrangement;
  readonly initialisation: string;
  readonly careful: boolean;
  /** Root mean square of what each LayerNorm is given. */
  readonly sizes: readonly number[];
  readonly conditionMax: number;
  /** The first block whose LayerNorm is off by 1 % or more, by kernel; undefined where none is. */
  readonly firstWrong: Readonly<Record<Judged, number | undefined>>;
  /** ‖gradient‖ at the first block ÷ at the last. */
  readonly gradientRatio: number;
}

interface Measured {
  readonly stacks: readonly Stack[];
  /** The first block of a pre-norm stack of that width, at N(0, 1/n), whose row fp16 arithmetic cannot normalise; undefined where there is none. */
  readonly widths: readonly { readonly n: number; readonly first: number | undefined }[];
  readonly bias: number;
}

function stackOf(arrangement: Arrangement, initialisation: Initialisation, i: number): Stack {
  const { inputs, gradientNorms } = runStack({ arrangement, initialisation, width, blocks, eps: usualEps, seed: `claim 10, ${initialisation.name}` });
  const firstWrong = Object.fromEntries(
    (Object.keys(judged) as Judged[]).map((name) => {
      const kernel = judged[name];
      const at = inputs.findIndex((input) => {
        const x = cast(input, formatOf(kernel.format));
        const exact = exactAnswer({ x, eps: usualEps });
        return exact === undefined || errorOf(run(kernel, x), exact) >= wrongFrom;
      });
      return [name, at < 0 ? undefined : at + 1];
    }),
  ) as Record<Judged, number | undefined>;
  return {
    arrangement,
    initialisation: initialisation.name,
    careful: i < careful,
    sizes: inputs.map((input) => Math.sqrt(input.reduce((sum, value) => sum + value * value, 0) / width)),
    conditionMax: Math.max(...inputs.map((x) => exactAnswer({ x, eps: usualEps })!.statistics.conditionNumber)),
    firstWrong,
    gradientRatio: gradientNorms[0]! / gradientNorms.at(-1)!,
  };
}

function measure(): Measured {
  const stacks = (["pre-norm", "post-norm"] as const).flatMap((arrangement) => initialisations.map((one, i) => stackOf(arrangement, one, i)));
  // At N(0, 1/n) a pre-norm block adds a vector of variance 1 to its input: block l is given variance l.
  const fails = (n: number, block: number) => {
    const x = cast(normalRow({ seed: `claim 10, width ${n}, block ${block}`, n, size: Math.sqrt(block) }), fp16);
    return errorOf(run(naive, x), exactAnswer({ x, eps: usualEps })!) >= wrongFrom;
  };
  const widths = [256, 512, 1024, 2048, 4096].map((n) => ({ n, first: Array.from({ length: blocks }, (_, i) => i + 1).find((block) => fails(n, block)) }));
  return { stacks, widths, bias: smallestBias() };
}

/** The smallest whole offset for which one pass in fp32 is off by 1 % or more on four values around it. */
function smallestBias(): number {
  for (let bias = 1; bias < 1e5; bias++) {
    const x = around(bias);
    if (errorOf(run(onePass, x), exactAnswer({ x, eps: usualEps })!) >= wrongFrom) return bias;
  }
  return Infinity;
}

function around(bias: number): Float64Array {
  return Float64Array.of(1, -1, 0.5, -0.25).map((value) => bias + value);
}

export default {
  id: "10-initialisation",
  title: "Initialisation",
  statement: "Careful initialisation keeps the inputs of LayerNorm at magnitudes where it is safe.",
  measure,
  judge({ stacks, widths }) {
    const wide = widths.find(({ first }) => first !== undefined);
    const wrong = (kernel: Judged, chosen: readonly Stack[]) => chosen.filter(({ firstWrong }) => firstWrong[kernel] !== undefined).length;
    const [standard, careless] = [stacks.filter((one) => one.careful), stacks.filter((one) => !one.careful)];
    if (wrong("fp16 arithmetic", standard) > 0) return { verdict: "refuted", because: `Of ${standard.length} stacks with standard initialisations ${wrong("fp16 arithmetic", standard)} are beyond fp16 arithmetic at width ${width}.` };
    const needed = wrong("fp16 arithmetic", careless);
    const stable = wrong("fp32, corrected two-pass", careless);
    if (needed > 0 && stable > 0) return { verdict: "confirmed", because: `Standard ones are safe in every arithmetic, and of ${careless.length} careless stacks ${stable} break even the stable kernel.` };
    if (needed === 0) return { verdict: "refuted", because: `No care is needed: none of ${careless.length} careless stacks breaks a LayerNorm.` };
    return {
      verdict: "depends",
      because: `On the arithmetic: of ${careless.length} careless stacks ${needed} break a LayerNorm in fp16 arithmetic, none a stable one in fp32.${wide ? ` And in fp16 care is not enough: from width ${wide.n} on standard ones break.` : ""}`,
      further: `In fp32 initialisation matters for the gradients, not for LayerNorm.`,
    };
  },
  show({ stacks, widths, bias }) {
    const limit = Math.sqrt(fp16.overflowThreshold / width);
    const block = (at: number | undefined) => (at === undefined ? "–" : `block ${at}`);
    const [x, large] = [around(bias), Float64Array.of(1, -1, 0.5, -0.25).map((value) => value * 2 ** 13)];
    const ratios = (arrangement: Arrangement) => stacks.filter((one) => one.arrangement === arrangement).map(({ gradientRatio }) => gradientRatio);
    const range = (values: readonly number[]) => `${short(Math.min(...values), 2)} to ${short(Math.max(...values), 2)}`;
    return {
      row: {
        caption: `The smallest whole offset, as biases make one, that one pass in fp32 cannot stand on four values of size 1; and the same values without it, ${2 ** 13} times as large. It is not magnitude that fp32 minds.`,
        lines: [rowText("x", fp32, x), rowText("one-pass-fp32", fp32, run(onePass, x)), exactText("exact", exactAnswer({ x, eps: usualEps })!.y), "", rowText("x", fp32, large), rowText("one-pass-fp32", fp32, run(onePass, large)), rowText("naive-fp16", fp16, run(naive, large)), exactText("exact", exactAnswer({ x: large, eps: usualEps })!.y)],
      },
      tables: [
        {
          caption: `${blocks} blocks of width ${width} right after initialisation: root mean square of what the first and the last LayerNorm are given, largest κ, the first block that a kernel gets wrong by 1 % or more, and the norm of the gradient at the first block divided by that at the last.`,
          head: ["", "weights", "first", "last", "κ", ...Object.keys(judged), "gradient, first ÷ last"],
          rows: stacks.map((one) => [one.arrangement, one.initialisation, short(one.sizes[0]!, 2), short(one.sizes.at(-1)!, 2), short(one.conditionMax, 2), ...(Object.keys(judged) as Judged[]).map((name) => block(one.firstWrong[name])), short(one.gradientRatio, 2)]),
        },
        {
          caption: `Wider pre-norm stacks at N(0, 1/n), whose block l is given rows of variance l: the first block that fp16 arithmetic gets wrong.`,
          head: ["n", "√(65520/n)", "first block"],
          rows: widths.map(({ n, first }) => [String(n), short(Math.sqrt(fp16.overflowThreshold / n)), first === undefined ? `none of ${blocks}` : String(first)]),
        },
      ],
      figure: {
        svg: `${logLogSvg({
          title: "What the LayerNorms of a stack are given at initialisation",
          description: "Root mean square by block: in a pre-norm stack it grows with the root of the depth for every initialisation, in a post-norm stack it does not grow; the dashed line is where the sum of squares overflows in fp16",
          xLabel: "block",
          yLabel: "rms",
          columns: 2,
          standalone: true,
          panels: (["pre-norm", "post-norm"] as const).map((arrangement) => ({
            title: arrangement,
            subtitle: `n = ${width}; dashed: fp16 squares overflow`,
            lines: [
              ...stacks.filter((one) => one.arrangement === arrangement && ["N(0, 1/n)", "N(0, 0.02²)", "N(0, 1)", "N(0, 100²)"].includes(one.initialisation)).map(({ initialisation, sizes }) => ({ label: initialisation, points: sizes.map((y, i) => ({ x: i + 1, y })) })),
              { label: "fp16", bound: true, points: [1, blocks].map((at) => ({ x: at, y: limit })) },
            ],
          })),
        })}\n`,
        caption: "Root mean square of what each LayerNorm is given, by block, for four initialisations",
      },
      remarks: [
        `*Magnitude.* LN(c·x) = LN(x) but for ε: the layer divides out whatever the initialisation multiplies in. What magnitude can do is overflow, from 1.8e19/√n on in fp32 and from √(65520/n) = ${short(limit)} at n = ${width} in fp16. The limit falls with the width, while the residual stream of a pre-norm stack grows as √l; and long before it, a running sum of squares in fp16 stalls.`,
        "*Condition.* Weights hardly make κ: what a LayerNorm gives has mean 0, so even weights that are all positive add no common offset (W·x̂ = (W − w̄)·x̂). Biases, embeddings and what training does to them make it. The table ends where training begins.",
        `*Backward.* The gradient at a LayerNorm's input has 1/σ in it: a scale of the weights that the forward pass does not see divides it. From the last block to the first it grows ${range(ratios("pre-norm"))} times in the pre-norm stacks, as their stream shrinks, and ${range(ratios("post-norm"))} times in the post-norm ones.`,
      ],
    };
  },
} satisfies Claim<Measured>;
