// Model files of users: what they have built in is found and used, and what we cannot judge is refused with a reason.

import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { adaptBatch } from "../../src/contract/adapt.ts";
import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { PluginError } from "../../src/contract/plugin-error.ts";
import { validateImplementation } from "../../src/contract/validate.ts";
import { loadOnnxFile } from "../../src/engines/onnx-file.ts";
import { formatOf } from "../../src/formats/format-of.ts";
import type { Batch } from "../../src/oracle/row.ts";
import { textbook } from "../impls/textbook.ts";
import { onnxruntime, reason } from "./installed.ts";
import { info, node, type TestModel, writeModel } from "./write-model.ts";

const folder = mkdtempSync(join(tmpdir(), "normfuzz-onnx-"));
const opened: LayerNormImplementation[] = [];
afterAll(async () => {
  for (const implementation of opened) await implementation.dispose?.();
  rmSync(folder, { recursive: true });
});

function fileOf(bytes: Uint8Array, name = "model.onnx"): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

async function load(model: TestModel, name?: string): Promise<LayerNormImplementation> {
  const implementation = await loadOnnxFile(fileOf(writeModel(model), name));
  opened.push(implementation);
  return implementation;
}

const batch: Batch = {
  rows: 5,
  cols: 4,
  x: Float64Array.from({ length: 20 }, (_, i) => ((i * 7) % 11) - 3),
  eps: Math.fround(1e-3),
  gamma: Float64Array.of(1, 2, -1, 0.5),
  beta: Float64Array.of(0, 1, 2, -3),
};

async function agrees(implementation: LayerNormImplementation, given = batch): Promise<Batch> {
  expect(validateImplementation(implementation, "file")).toBe(implementation);
  const adapted = adaptBatch(given, implementation.fixed!, formatOf(implementation.format));
  const y = (await implementation.forward(adapted.x, { ...adapted, gamma: adapted.gamma, beta: adapted.beta })) as Float64Array;
  const expected = textbook(adapted);
  expect(y).toHaveLength(expected.length);
  // |y| ≤ 8: within an ulp of fp16.
  y.forEach((value, i) => expect(Math.abs(value - expected[i]!), `y[${i}]`).toBeLessThan(2 ** -7));
  return adapted;
}

describe.skipIf(!onnxruntime)(`a model file${reason}`, () => {
  it.each<[string, TestModel, Partial<Batch>]>([
    ["γ given", {}, { eps: Math.fround(1e-5), gamma: batch.gamma, beta: undefined }],
    ["γ and β given, ε inside", { beta: "input", eps: 0.25 }, { eps: 0.25, gamma: batch.gamma, beta: batch.beta }],
    ["γ inside", { gamma: [1, 2, 3] }, { cols: 3, gamma: Float64Array.of(1, 2, 3), beta: undefined }],
    ["γ and β inside", { gamma: [1, 2, 3], beta: [4, 5, 6] }, { cols: 3, gamma: Float64Array.of(1, 2, 3), beta: Float64Array.of(4, 5, 6) }],
    ["γ inside, β given", { gamma: [1, 2], beta: "input" }, { cols: 2, beta: Float64Array.of(0, 1) }],
    ["fp16", { format: "fp16", gamma: [1, 2, 3], beta: [0.5, 5, -6] }, { cols: 3, beta: Float64Array.of(0.5, 5, -6) }],
    ["fp64", { format: "fp64", gamma: "input", beta: "input" }, { cols: 4 }],
    ["fp16 in int32_data", { format: "fp16", gamma: [1, -2, 3], encoding: "typed" }, { gamma: Float64Array.of(1, -2, 3) }],
    ["fp32 in float_data", { gamma: [1, -2, 3], encoding: "typed" }, { gamma: Float64Array.of(1, -2, 3) }],
    ["fp64 in double_data", { format: "fp64", gamma: [1, -2, 3], encoding: "typed" }, { gamma: Float64Array.of(1, -2, 3) }],
    ["weights listed as inputs", { x: ["N", 3], gamma: [1, -2, 3], beta: [1, 1, 2], listed: true }, { beta: Float64Array.of(1, 1, 2) }],
    ["weights in Constant nodes", { gamma: [1, -2, 3], beta: [1, 1, 2], encoding: "constant" }, { beta: Float64Array.of(1, 1, 2) }],
    ["Cast nodes around it", { format: "fp16", gamma: [1, 2, 3], weightFormat: "fp32", casts: true }, { gamma: Float64Array.of(1, 2, 3) }],
    ["fixed columns", { x: ["N", 7] }, { cols: 7, rows: 5 }],
    ["fixed rows", { x: [2, 3] }, { cols: 3, rows: 5 }],
    ["fixed rows, one at a time", { x: [1, 4] }, { cols: 4 }],
    ["one free and one fixed dimension before", { x: ["B", 2, 4] }, { rows: 5 }],
    ["a fixed and then a free dimension", { x: [3, "T", "C"] }, { rows: 5 }],
    ["no dimension before", { x: [6] }, { cols: 6 }],
    ["several normalised dimensions", { x: ["N", 2, 3], axis: 1 }, { cols: 6 }],
    ["a positive axis", { x: ["N", "T", 5], axis: 2 }, { cols: 5 }],
  ])("%s", async (_, model, expected) => {
    expect(await agrees(await load(model))).toMatchObject(expected);
  });

  it("is named after the file", async () => {
    expect((await load({}, "My LayerNorm_v2.ONNX")).id).toBe("my-layer-norm-v2");
    expect((await load({}, "--.onnx")).id).toBe("model");
    expect((await load({ format: "fp16" }, "half.onnx")).description).toContain("half.onnx");
  });
});

describe("refused", () => {
  async function complaint(path: string): Promise<string> {
    const error: unknown = await loadOnnxFile(path).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PluginError);
    const { message } = error as Error;
    expect(message.startsWith(`${path}: `)).toBe(true);
    expect(message).not.toContain("\n");
    return message.slice(path.length + 2);
  }

  it.each<[string, Uint8Array, RegExp]>([
    ["nothing", new Uint8Array(0), /^the file is empty/],
    ["text", Buffer.from("version https://git-lfs.github.com/spec/v1\n"), /^not an ONNX model/],
    ["noise", Uint8Array.from({ length: 500 }, (_, i) => (i * 97) % 251), /^not an ONNX model/],
    ["half a model", writeModel().subarray(0, 60), /^not an ONNX model/],
    ["another operator", writeModel({ op: "Softmax" }), /^no LayerNormalization node \(it has Softmax\): export with opset 17/],
    ["a network", writeModel({ further: [node("MatMul", ["y", "y"], ["z"])] }), /^besides LayerNormalization there is MatMul: export/],
    ["two", writeModel({ further: [node("LayerNormalization", ["y", "gamma"], ["z"])] }), /^2 LayerNormalization nodes/],
    ["bf16", writeModel({ code: 16 }), /^"x" has ONNX element type 16: supported are float16 \(10\), float32 \(1\), float64 \(11\)/],
    ["integers", writeModel({ code: 7 }), /^"x" has ONNX element type 7/],
    ["weights in another file", writeModel({ gamma: [1, 2], encoding: "external" }), /^the values of "gamma" are not in the file/],
    ["weights that x cannot hold", writeModel({ format: "fp16", gamma: [0.1], weightFormat: "fp32", casts: true }), /^"gamma" holds 0\.1\d*, which is not a fp16 value/],
    ["an axis too many", writeModel({ axis: 5 }), /^axis 5 of an input with 2 dimensions/],
    ["free dimensions normalised", writeModel({ x: ["N", "T", 3], axis: 1 }), /^normalised over 2 dimensions that are not all fixed/],
    ["a negative ε", writeModel({ eps: -1 }), /^the attribute epsilon is -1/],
    ["nodes in a circle", writeModel({ further: [node("Identity", ["x2"], ["x"]), node("Identity", ["x"], ["x2"])] }), /^the first input of LayerNormalization is not an input of the model/],
    ["no γ", writeModel({ gamma: "none" }), /^the LayerNormalization has no input Scale \(γ\)/],
    ["an output that is not the norm's", writeModel({ gamma: "none", op: "Identity", further: [node("LayerNormalization", ["x", "lost"], ["y2"])] }), /^the output of LayerNormalization is not an output of the model/],
    ["ranks that nobody gave", writeModel({ x: [] }), /^axis -1 of an input with 0 dimensions/],
    ["another library's operator", writeModel({ op: "SkipLayerNormalization" }), /^no LayerNormalization node \(it has SkipLayerNormalization\)/],
    ["an input more", writeModel({ further: [info(11, "mask", 1, ["N"])] }), /^input "mask" is neither x nor γ nor β/],
  ])("%s", async (_, bytes, message) => {
    expect(await complaint(fileOf(bytes))).toMatch(message);
  });

  it("a gigabyte, without reading it", async () => {
    const path = fileOf(writeModel(), "large.onnx");
    truncateSync(path, 2 ** 30);
    expect(await complaint(path)).toMatch(/^1024 MiB, more than the 64 MiB/);
  });

  it("what is not there, and a folder", async () => {
    expect(await complaint(join(folder, "absent.onnx"))).toMatch(/^cannot be read: .*ENOENT/);
    expect(await complaint(folder)).toMatch(/^cannot be read: .*EISDIR/);
  });

  it.skipIf(!onnxruntime)("what ONNX Runtime does not take", async () => {
    expect(await complaint(fileOf(writeModel({ x: ["N", 4], gamma: [1, 2, 3] })))).toMatch(/^ONNX Runtime refuses the model: Error: /);
  });
});
