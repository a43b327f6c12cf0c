// The layer of a framework beside the formula as people write it, in each format, on the same rows: whether the first is robust, and whether the second
// is the same.

import type { LayerNormImplementation, StorageFormatId } from "../src/contract/implementation.ts";
import { allFamilies } from "../src/campaign/catalogue.ts";
import onnxruntime from "../src/engines/installed/onnxruntime.ts";
import { formatOf } from "../src/formats/format-of.ts";
import { fp32 } from "../src/formats/fp32.ts";
import mixedBf16 from "../src/impls/mixed-bf16.ts";
import onePassFp16 from "../src/impls/models/one-pass-fp16.ts";
import onnxruntimeModel from "../src/impls/models/onnxruntime-1-30-fp32.ts";
import pytorch from "../src/impls/models/pytorch-1-13-fp32.ts";
import welfordFp16 from "../src/impls/models/welford-fp16.ts";
import naiveFp16 from "../src/impls/naive-fp16.ts";
import onePass from "../src/impls/one-pass-fp32.ts";
import type { ExactAnswer } from "../src/oracle/exact-answer.ts";
import { exactAnswer } from "../src/oracle/exact.ts";
import { randomFrom, seedFrom } from "../src/rows/random.ts";
import type { Claim } from "./claim.ts";
import { type Kind, kindOf } from "./experiments/error.ts";
import { run, usualEps } from "./experiments/run.ts";
import { simpleLayerNorm } from "./experiments/simple-layer-norm.ts";
import { count, exactText, rowText } from "./numbers.ts";

type Role = "framework" | "simple" | "unbiased";
type Normalise = (x: Float64Array) => Float64Array;

interface Layer {
  readonly name: string;
  readonly format: StorageFormatId;
  readonly role: Role;
  readonly normalise: Normalise;
}

interface Result {
  readonly name: string;
  readonly format: StorageFormatId;
  readonly role: Role;
  readonly kinds: readonly Kind[];
}

/** Rows as networks have them: |x| ≤ 1000, κ ≤ 100. */
const ordinary = { magnitudeMax: 1000, conditionMax: 100 } as const;

interface Measured {
  readonly rows: Readonly<Record<string, number>>;
  /** By format, which of the rows are ordinary ones. */
  readonly ordinary: Readonly<Record<string, readonly boolean[]>>;
  readonly results: readonly Result[];
  /** The installed engine against its model: rows, and those with the same bits. */
  readonly engine: readonly { readonly id: string; readonly model: string; readonly rows: number; readonly same: number; readonly what: string }[];
  readonly examples: readonly { readonly x: readonly number[]; readonly engine: readonly number[]; readonly pytorch: readonly number[]; readonly simple: readonly number[]; readonly unbiased: readonly number[] }[];
}

const kernel = (implementation: LayerNormImplementation): Normalise => (x) => run(implementation, x);
const simple = (format: StorageFormatId, unbiased = false): Normalise => (x) => simpleLayerNorm(x, { format: formatOf(format), eps: usualEps, unbiased });

const layers: readonly Layer[] = [
  { name: "ONNX Runtime 1.30 (model)", format: "fp32", role: "framework", normalise: kernel(onnxruntimeModel) },
  { name: "ONNX Runtime to 1.26 (model)", format: "fp32", role: "framework", normalise: kernel(onePass) },
  { name: "PyTorch 1.13, CPU (model)", format: "fp32", role: "framework", normalise: kernel(pytorch) },
  { name: "simple formula", format: "fp32", role: "simple", normalise: simple("fp32") },
  { name: "simple formula, n − 1", format: "fp32", role: "unbiased", normalise: simple("fp32", true) },
  { name: "ONNX Runtime 1.27 to 1.30 (model)", format: "fp16", role: "framework", normalise: kernel(welfordFp16) },
  { name: "ONNX Runtime to 1.26 (model)", format: "fp16", role: "framework", normalise: kernel(onePassFp16) },
  { name: "simple formula, wide reductions", format: "fp16", role: "simple", normalise: simple("fp16") },
  { name: "simple formula, all in fp16", format: "fp16", role: "simple", normalise: kernel(naiveFp16) },
  { name: "as Triton kernels compute (mixed-bf16)", format: "bf16", role: "framework", normalise: kernel(mixedBf16) },
  { name: "simple formula, wide reductions", format: "bf16", role: "simple", normalise: simple("bf16") },
];
const formats = ["fp32", "fp16", "bf16"] as const;
const rowsPerFamily = 30;

function isOrdinary({ statistics }: ExactAnswer): boolean {
  return statistics.magnitudeMax <= ordinary.magnitudeMax && statistics.conditionNumber <= ordinary.conditionMax;
}

async function rowsOf(id: StorageFormatId): Promise<readonly Float64Array[]> {
  const storage = formatOf(id);
  const rows: Float64Array[] = [];
  for (const family of await allFamilies()) {
    const random = randomFrom(seedFrom("claim 11", `${family.id} ${id}`));
    for (let i = 0; i < rowsPerFamily; i++) {
      const { x, cols } = family.generate(random, { storage, accumulator: fp32, elementsMax: 64 });
      const row = x.slice(0, cols);
      if (cols > 1 && cols <= 256 && row.every(Number.isFinite)) rows.push(row);
    }
  }
  return rows;
}

/** Calls the installed engine for rows of one length together. */
async function engineOutputs(id: string, rows: readonly Float64Array[]): Promise<Map<Float64Array, Float64Array>> {
  const engine = await onnxruntime.load(id);
  const outputs = new Map<Float64Array, Float64Array>();
  for (const cols of new Set(rows.map(({ length }) => length))) {
    const group = rows.filter(({ length }) => length === cols);
    const y = await engine.forward(Float64Array.from(group.flatMap((row) => [...row])), { rows: group.length, cols, eps: usualEps, gamma: undefined, beta: undefined });
    for (const [i, row] of group.entries()) outputs.set(row, Float64Array.from(Array.from(y).slice(i * cols, (i + 1) * cols)));
  }
  await engine.dispose?.();
  return outputs;
}

const examples = [
  [10000001, 10000002],
  [1e8, 1e8],
  [3, -3],
];

async function measure(): Promise<Measured> {
  const rows = Object.fromEntries(await Promise.all(formats.map(async (id) => [id, await rowsOf(id)] as const)));
  const exact = new Map(Object.values(rows).flatMap((all) => all.map((x) => [x, exactAnswer({ x, eps: usualEps })!] as const)));
  // From eight columns on the fp32 kernel depends on the processor: shorter rows have one everywhere, half precision always.
  const short = rows.fp32!.filter(({ length }) => length < 8);
  const shown = examples.map((x) => Float64Array.from(x));
  const [single, half] = [await engineOutputs("onnxruntime-fp32", [...short, ...shown]), await engineOutputs("onnxruntime-fp16", rows.fp16!)];
  const same = (all: readonly Float64Array[], outputs: Map<Float64Array, Float64Array>, model: LayerNormImplementation) => all.filter((x) => run(model, x).every((value, i) => value === outputs.get(x)![i] || Number.isNaN(value + outputs.get(x)![i]!))).length;
  return {
    rows: Object.fromEntries(formats.map((id) => [id, rows[id]!.length])),
    ordinary: Object.fromEntries(formats.map((id) => [id, rows[id]!.map((x) => isOrdinary(exact.get(x)!))])),
    results: layers.map(({ name, format, role, normalise }) => ({ name, format, role, kinds: rows[format]!.map((x) => kindOf(normalise(x), exact.get(x)!)) })),
    engine: [
      { id: "onnxruntime-fp32", model: onnxruntimeModel.id, rows: short.length, same: same(short, single, onnxruntimeModel), what: "rows of 2 to 7 values" },
      { id: "onnxruntime-fp16", model: welfordFp16.id, rows: rows.fp16!.length, same: same(rows.fp16!, half, welfordFp16), what: "rows of every length" },
    ],
    examples: shown.map((x) => ({ x: [...x], engine: [...single.get(x)!], pytorch: [...run(pytorch, x)], simple: [...simple("fp32")(x)], unbiased: [...simple("fp32", true)(x)] })),
  };
}

export default {
  id: "11-framework-and-simple",
  title: "The framework's layer, and ours",
  statement: "The framework's LayerNorm is robust, and a simple one of our own, (x − mean)/√(var + ε), is the same.",
  measure,
  judge({ results, rows, ordinary: usual }) {
    const wrong = (result: Result, chosen: "every" | "ordinary") => result.kinds.filter((kind, i) => kind !== "right" && (chosen === "every" || usual[result.format]![i])).length;
    const of = (role: Role, format?: StorageFormatId) => results.filter((one) => one.role === role && (format === undefined || one.format === format));
    const worst = (list: readonly Result[], chosen: "every" | "ordinary") => list.reduce((a, b) => (wrong(a, chosen) >= wrong(b, chosen) ? a : b));
    const pairs = formats.flatMap((format) => of("framework", format).flatMap((framework) => of("simple", format).map((own) => ({ framework, own, better: own.kinds.filter((kind, i) => kind === "right" && framework.kinds[i] !== "right").length }))));
    const best = pairs.reduce((a, b) => (a.better >= b.better ? a : b));
    const [framework, own] = [worst(of("framework"), "ordinary"), worst(of("simple"), "ordinary")];
    const out = ({ name, format }: Result) => `${name} in ${format}`;
    const total = (format: StorageFormatId) => count(usual[format]!.filter(Boolean).length);
    if (of("framework").every((one) => wrong(one, "every") === 0) && of("simple").every((one) => wrong(one, "every") === 0)) return { verdict: "confirmed", because: "No layer is wrong on any row." };
    const same = `the simple formula in fp32 is right on ${count(best.better)} of ${count(rows[best.own.format]!)} rows where ${best.framework.name} is not`;
    if (wrong(own, "ordinary") > 0 && wrong(framework, "ordinary") > 0) {
      return { verdict: "refuted", because: `Both halves, on ordinary rows already (|x| ≤ ${ordinary.magnitudeMax}, κ ≤ ${ordinary.conditionMax}): ${out(framework)} is wrong on ${count(wrong(framework, "ordinary"))} of ${total(framework.format)}, ${out(own)} on ${count(wrong(own, "ordinary"))} of ${total(own.format)}. In fp32 it is the other way round: ${same}.` };
    }
    if (wrong(framework, "ordinary") > 0) return { verdict: "depends", because: `On the framework: on ordinary rows ${out(framework)} is wrong on ${count(wrong(framework, "ordinary"))} of ${total(framework.format)}.` };
    const byFormat = formats.map((format) => worst(of("simple", format), "ordinary")).map((one) => `in ${one.format} on ${wrong(one, "ordinary") === 0 ? "none" : count(wrong(one, "ordinary"))} of ${total(one.format)}`);
    const extreme = of("framework", "fp32").map((one) => `${one.name} on ${count(wrong(one, "every"))}`);
    return {
      verdict: "depends",
      because: `On format and rows: on ordinary ones the frameworks' layers are right; the simple formula is wrong ${byFormat.join(", ")}. On extreme ones none is robust.`,
      further: `Ordinary: |x| ≤ ${ordinary.magnitudeMax}, κ ≤ ${ordinary.conditionMax}. Over all ${count(rows.fp32!)} rows in fp32 the simple formula is wrong on ${count(wrong(worst(of("simple", "fp32"), "every"), "every"))}, ${extreme.join(", ")}.`,
    };
  },
  show({ results, rows, ordinary: usual, engine, examples: shown }) {
    const first = shown[0]!;
    const x = Float64Array.from(first.x);
    const tally = (result: Result, kind: Kind) => count(result.kinds.filter((one) => one === kind).length);
    return {
      row: {
        caption: "The installed ONNX Runtime, PyTorch 1.13 (model) and the simple formula on rows of two, in fp32.",
        lines: shown.flatMap((one, i) => [
          ...(i === 0 ? [] : [""]),
          rowText("x", fp32, one.x),
          rowText("ONNX Runtime", fp32, one.engine),
          rowText("PyTorch 1.13 (model)", fp32, one.pytorch),
          rowText("simple formula", fp32, one.simple),
          rowText("simple formula, n − 1", fp32, one.unbiased),
          exactText("exact", exactAnswer({ x: Float64Array.from(one.x), eps: usualEps })!.y),
        ]),
      },
      tables: [
        {
          caption: `Finite rows of every family of the suite (${formats.map((id) => `${count(rows[id]!)} in ${id}`).join(", ")}), extremes of every format among them (“right”: within 1 % of the output's scale). Ordinary: |x| ≤ ${ordinary.magnitudeMax}, κ ≤ ${ordinary.conditionMax}.`,
          head: ["layer", "format", "right", "wrong", "zeros", "not finite", "ordinary rows: not right"],
          rows: results.map((result) => [result.name, result.format, ...(["right", "wrong", "zeros", "not finite"] as const).map((kind) => tally(result, kind)), `${count(result.kinds.filter((kind, i) => kind !== "right" && usual[result.format]![i]).length)} of ${count(usual[result.format]!.filter(Boolean).length)}`]),
        },
        {
          caption: "How the models were checked here: outputs of the installed ONNX Runtime on the same rows; in fp32 those for which every processor has the same kernel. Models of other versions, and of PyTorch, were checked where those are installed: `npm run models` compares a million values of each.",
          head: ["engine", "model", "rows", "same bits"],
          rows: engine.map((one) => [one.id, one.model, `${count(one.rows)} ${one.what}`, count(one.same)]),
        },
      ],
      remarks: [
        `*“The framework's” is several*: one-pass, Welford and lanes are versions of two products, and each has rows of its own: [${x.join(", ")}] for Welford, [1e8, 1e8] for x·r − m·r, [2048, 2049] for one pass (claim 1). The simple formula is two-pass: on the first of these it is wrong as well, but never by more than √n allows (claim 2).`,
        "*“The same” is not even so on paper* where the variance is taken with `x.var()`: torch.var divides by n − 1. [3, −3] then gives ±0.707.",
        "*In half precision the formula is another*: mean, variance and root are rounded to the format between its operations, and the variance overflows from σ = 256 on. A framework's layer does not store them. Not measured here: PyTorch after 1.13, PyTorch on CUDA, TensorFlow.js, JAX; `normfuzz verify` does.",
      ],
    };
  },
} satisfies Claim<Measured>;
