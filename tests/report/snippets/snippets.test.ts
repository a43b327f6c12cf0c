// The snippets that the HTML report hands out, run: the TypeScript test against kernels, Python under numpy and C under a compiler where there
// are any; and what hostile names may not do in them.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import type { LayerNormImplementation } from "../../../src/contract/implementation.ts";
import { type ExampleJson, exampleJson } from "../../../src/findings/example-json.ts";
import { formatOf } from "../../../src/formats/format-of.ts";
import type { FormatId } from "../../../src/formats/format.ts";
import { builtinImplementations } from "../../../src/normfuzz.ts";
import { exactAnswer } from "../../../src/oracle/exact.ts";
import { type Batch, rowOf } from "../../../src/oracle/row.ts";
import { cArray } from "../../../src/report/snippets/c-array.ts";
import { commentText } from "../../../src/report/snippets/comment-text.ts";
import { hexBits } from "../../../src/report/snippets/hex-bits.ts";
import { numpyScript } from "../../../src/report/snippets/numpy-script.ts";
import { vitestTest } from "../../../src/report/snippets/vitest-test.ts";
import { batch } from "../../findings/find.ts";
import { naiveFp16 } from "../../findings/kernels.ts";
import { hostile } from "../sample-report.ts";

const folder = mkdtempSync(join(tmpdir(), "normfuzz-snippets-"));
const builtin = async (id: string) => (await builtinImplementations()).find((one) => one.id === id)!;

/** An example of a batch, without outputs. */
function example(input: Batch, format: FormatId): ExampleJson {
  const exact = exactAnswer(rowOf(input, 0))?.y[0];
  return exampleJson({ batch: input, row: 0, column: 0, observed: 0, exact, tolerance: { value: 0, terms: [], source: "" }, margin: Infinity, message: "" }, formatOf(format));
}

const subject = (storage: FormatId, property = "finite-output", implementation = "naive-fp16") => ({ implementation, property, storage: formatOf(storage) });

/** Declares what the text declares, with this kernel in the place of the reader's, and runs it. */
async function runTest(text: string, kernel: LayerNormImplementation): Promise<{ readonly name: string; readonly run: () => Promise<void> }> {
  const js = ts
    .transpileModule(text, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext } })
    .outputText.replace(/import (\w+) from "([^"]+)";/g, 'const $1 = (await load("$2")).default;')
    .replace(/import (\{[^}]*\}) from "([^"]+)";/g, 'const $1 = await load("$2");');
  const declared: { name: string; run: () => Promise<void> }[] = [];
  const load = async (name: string) => {
    if (name === "normfuzz") return import("../../../src/normfuzz.ts");
    if (name === "vitest") return { expect, it: (title: string, run: () => Promise<void>) => declared.push({ name: title, run }) };
    return { default: kernel };
  };
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  await new AsyncFunction("load", js)(load);
  expect(declared).toHaveLength(1);
  return declared[0];
}

const overflow = batch("fp16", [65504, 65504]);
const long = batch("fp16", Array.from({ length: 300 }, (_, i) => 60000 + i), { gamma: Array.from({ length: 300 }, (_, i) => i / 8), beta: new Array(300).fill(0.5) });

describe("the TypeScript test", () => {
  it.each([overflow, long])("fails for the kernel that was wrong and passes for one that is right: %#", async (input) => {
    const text = vitestTest(example(input, "fp16"), subject("fp16"));
    const wrong = await runTest(text, naiveFp16);
    expect(wrong.name).toBe(`finite-output, 1 x ${input.cols}`);
    await expect(wrong.run()).rejects.toThrow();
    await (await runTest(text, await builtin("stable-fp16"))).run();
  });

  it("of a finding beyond the contract asks for a quarter of the output's scale", async () => {
    const text = vitestTest(example(batch("fp32", [8388609, 8388608]), "fp32"), subject("fp32", "beyond:too-large"));
    await expect((await runTest(text, await builtin("welford-fp32"))).run()).rejects.toThrow("y[0][0]");
    await (await runTest(text, await builtin("fp64"))).run();
  });
});

describe("the numpy script", () => {
  const hasNumpy = spawnSync("python3", ["-c", "import numpy"]).status === 0;
  it.skipIf(!hasNumpy).each<[FormatId, Batch]>([
    ["fp16", batch("fp16", [65504, 65503, 1, -3], { gamma: [1, 2, 0.5, 4], beta: [0, 1, -1, 0.25] })],
    ["bf16", batch("bf16", [256, 258, -1.5])],
    ["fp32", batch("fp32", [16777216, 16777214, 16777215, 16777215], { rows: 2 })],
    ["fp64", batch("fp64", [1e16, 1e16 + 2, 1e16 + 4], { eps: 1e-12 })],
    ["fp16", batch("fp16", Array.from({ length: 700 }, (_, i) => (i * 37) % 101))],
  ])("gives the exact answer of %s rows", (format, input) => {
    const file = join(folder, "row.py");
    writeFileSync(file, `${numpyScript(example(input, format), subject(format))}\nprint(*("%.17g" % value for value in y.ravel()), sep="\\n", file=__import__("sys").stderr)\n`);
    const { status, stderr } = spawnSync("python3", [file], { encoding: "utf8" });
    expect(status, stderr).toBe(0);
    const exact = Array.from({ length: input.rows }, (_, r) => [...exactAnswer(rowOf(input, r))!.y]).flat();
    stderr.trim().split("\n").forEach((text, i) => expect(Number(text)).toBeCloseTo(exact[i], 12));
  });
});

describe("the C array", () => {
  const hasCompiler = spawnSync("cc", ["--version"]).status === 0;
  it.skipIf(!hasCompiler).each<FormatId>(["fp16", "bf16", "fp32", "fp64"])("of %s compiles without a warning, and has the bits", (format) => {
    const input = batch(format, [1, -2, NaN, Infinity], { rows: 2, gamma: [1, 2], beta: [0, 0] });
    const text = cArray(example(input, format), subject(format, `x${hostile}??/`, `${hostile}*/ \\`));
    writeFileSync(join(folder, "row.c"), `${text}#include <stdio.h>\nint main(void) { printf("%llx %llx %d %d %d", (unsigned long long)x_bits[1], (unsigned long long)eps_bits, rows, cols, (int)gamma_bits[0] + (int)beta_bits[0]); return 0; }\n`);
    execFileSync("cc", ["-std=c99", "-Wall", "-Wextra", "-Werror", "-Wno-unused", "-o", join(folder, "row"), join(folder, "row.c")]);
    expect(execFileSync(join(folder, "row"), { encoding: "utf8" })).toMatch(/^c[0-9a-f]+ 3727c5ac 2 2 /);
  });
});

describe("hex bits", () => {
  it("are one line with everything", () => {
    expect(hexBits(example(batch("fp16", [1, -2], { gamma: [1, 2], beta: [0, -0] }), "fp16"), subject("fp16"))).toBe("fp16 rows=1 cols=2 eps=0x3727c5ac x=0x3c00,0xc000 gamma=0x3c00,0x4000 beta=0x0000,0x8000");
  });
  it("have an ε that fp32 lacks as a double", () => {
    expect(hexBits({ ...example(batch("fp16", [1]), "fp16"), eps: "0x3ee4f8b588e368f1 0.00001" }, subject("fp16"))).toContain("eps=0x3ee4f8b588e368f1");
  });
});

describe("hostile names", () => {
  const own = example(overflow, "fp16");
  const attacked = { ...own, observed: `0x7e00 NaN${hostile}`, exact: `0x0000 0${hostile}\nimport os`, x: own.x.map((text) => `${text}${hostile}`), eps: `${own.eps}` };
  const of = subject("fp16", `finite-output${hostile}"); process.exit(1); ("`, `naive*/${hostile}\u2028process.exit(1)\\`);

  it("stay in the comments and strings they are put into", async () => {
    const clean = vitestTest(own, subject("fp16"));
    const text = vitestTest(attacked, of);
    expect(text.split("\n").length).toBe(clean.split("\n").length);
    const statements = (source: string) => ts.createSourceFile("a.ts", source, ts.ScriptTarget.ES2022).statements.map(({ kind }) => kind);
    expect(statements(text)).toEqual(statements(clean));
    const { run } = await runTest(text, naiveFp16);
    await expect(run()).rejects.toThrow();
    expect(numpyScript(attacked, of).split("\n").length).toBe(numpyScript(own, subject("fp16")).split("\n").length);
    expect(cArray(attacked, of).split("\n").length).toBe(cArray(own, subject("fp16")).split("\n").length);
    expect(hexBits(attacked, of)).toBe(hexBits(own, of));
  });

  it.each(["a\nb", "a\u2028b", "a\\", "a*/b", "a??/", "/*", "a\r", "\u0085", "x".repeat(999)])("are one harmless line: %j", (name) => {
    const text = commentText(name);
    expect(text).not.toMatch(/[\n\r\u0085\u2028\u2029\\]|\*\/|\/\*|\?\?/);
    expect(text.length).toBeLessThan(200);
  });

  it("are not values: a text that is not bits is written as 0", () => {
    expect(hexBits({ ...own, x: ["0x7bff; rm 1", "evil 2"] }, of)).toContain("x=0x0000,0x0000");
  });
});
