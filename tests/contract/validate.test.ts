// One message for every way to get a plug-in wrong: it names the place, the field, what was received and what to write instead.

import { describe, expect, it } from "vitest";
import { defineLayerNorm } from "../../src/contract/define.ts";
import { PluginError } from "../../src/contract/plugin-error.ts";
import { validateImplementation } from "../../src/contract/validate.ts";

const forward = (x: Float64Array) => x;
const good = { id: "my-kernel", format: "fp16", forward };

function complaint(value: unknown): string {
  try {
    validateImplementation(value, "my.ts");
  } catch (error) {
    expect(error).toBeInstanceOf(PluginError);
    return (error as Error).message;
  }
  return "accepted";
}

describe("accepted", () => {
  class Kernel {
    readonly id = "class-kernel";
    readonly format = "bf16";
    cache = new Map();
    forward = forward;
  }
  it.each<[string, unknown]>([
    ["the least", good],
    ["no prototype", Object.assign(Object.create(null) as object, good)],
    ["an instance with fields of its own", new Kernel()],
    ["every field", { ...good, description: "d", contract: { accumulator: "fp32", algorithm: "chan", summation: "kahan", output: "folded" }, dispose() {}, fixed: { cols: 2, rows: 1, eps: 0, gamma: Float64Array.of(1, 2), beta: null } }],
    ["a height", { ...good, contract: { summation: { height: 12 } } }],
    ["fp16 throughout", { ...good, contract: { accumulator: "fp16" } }],
    ["undefined fields", { ...good, contract: undefined, description: undefined, fixed: undefined }],
    ["what defineLayerNorm types", defineLayerNorm({ id: "typed", format: "fp32", forward: (x, { rows, cols }) => x.subarray(0, rows * cols) })],
  ])("%s", (_, value) => {
    expect(complaint(value)).toBe("accepted");
    expect(validateImplementation(value, "my.ts")).toBe(value);
  });
});

describe("refused", () => {
  it.each<[unknown, string]>([
    [undefined, "my.ts: expected an implementation, received undefined"],
    [null, "my.ts: expected an implementation, received null"],
    [forward, "my.ts: expected an implementation, received a function"],
    [[good], "my.ts: expected an implementation, received an array of 1"],
    ["kernel", 'my.ts: expected an implementation, received "kernel"'],
    [{ ...good, id: undefined }, "my.ts: id is undefined: give a kebab-case name"],
    [{ ...good, id: "My Kernel" }, 'my.ts: id is "My Kernel": give a kebab-case name'],
    [{ ...good, id: "a--b" }, 'my.ts: id is "a--b": give a kebab-case name'],
    [{ ...good, id: "../x" }, 'my.ts: id is "../x": give a kebab-case name'],
    [{ ...good, id: 7 }, "my.ts: id is 7: give a kebab-case name"],
    [{ ...good, format: "float16" }, 'my.ts (my-kernel): format is "float16": choose from fp64, fp32, fp16, bf16'],
    [{ ...good, format: "toy" }, 'my.ts (my-kernel): format is "toy": choose from fp64, fp32, fp16, bf16'],
    [{ ...good, format: "toString" }, 'my.ts (my-kernel): format is "toString": choose from fp64, fp32, fp16, bf16'],
    [{ id: "a", forward }, "my.ts (a): format is undefined: choose from fp64, fp32, fp16, bf16"],
    [{ ...good, forward: undefined }, "my.ts (my-kernel): forward is undefined: give a function"],
    [{ ...good, forward: "f" }, 'my.ts (my-kernel): forward is "f": give a function'],
    [{ ...good, contarct: {} }, "my.ts: unknown field contarct: choose from id, format, description, version, contract, fixed, rowsPerCall, forward, backward, dispose"],
    [{ ...good, description: 3 }, "my.ts (my-kernel): description is 3: give a string, or leave it out"],
    [{ ...good, dispose: true }, "my.ts (my-kernel): dispose is true: give a function, or leave it out"],
    [{ ...good, contract: "two-pass" }, 'my.ts (my-kernel): contract is "two-pass": give an object'],
    [{ ...good, contract: null }, "my.ts (my-kernel): contract is null: give an object"],
    [{ ...good, contract: { accumlator: "fp32" } }, "my.ts (my-kernel): unknown field contract.accumlator: choose from accumulator, algorithm, summation, output"],
    [{ ...good, contract: { accumulator: "double" } }, 'my.ts (my-kernel): contract.accumulator is "double": choose from fp64, fp32, fp16, bf16'],
    [{ ...good, contract: { accumulator: "bf16" } }, 'my.ts (my-kernel): contract.accumulator "bf16" cannot hold every fp16 value'],
    [{ ...good, format: "fp64", contract: { accumulator: "fp32" } }, 'my.ts (my-kernel): contract.accumulator "fp32" cannot hold every fp64 value'],
    [{ ...good, contract: { algorithm: "twopass" } }, 'my.ts (my-kernel): contract.algorithm is "twopass": choose from stable, two-pass'],
    [{ ...good, backward() {}, contract: { arithmetic: "wgsl" } }, 'my.ts (my-kernel): backward is given and contract.arithmetic is "wgsl": the bounds of gradients are proved for "ieee" alone; leave one of them out'],
    [{ ...good, contract: { arithmetic: "wgsl", summation: "kahan" } }, 'my.ts (my-kernel): contract.summation is "kahan": WGSL lets compilers reassociate, which undoes a compensated sum; declare "any", or leave it out'],
    [{ ...good, contract: { arithmetic: "wgsl", accumulator: "fp64" } }, 'my.ts (my-kernel): contract.accumulator is "fp64": with arithmetic "wgsl" bounds are proved for "fp32" alone; accumulate in f32, or leave it out'],
    [{ ...good, contract: { summation: "tree" } }, 'my.ts (my-kernel): contract.summation is "tree": choose from any, sequential, pairwise, kahan, or { height }'],
    [{ ...good, contract: { summation: { height: 0 } } }, "my.ts (my-kernel): contract.summation.height is 0: give a whole number ≥ 1"],
    [{ ...good, contract: { summation: { levels: 3 } } }, "my.ts (my-kernel): unknown field contract.summation.levels: choose from height"],
    [{ ...good, contract: { output: 1 } }, "my.ts (my-kernel): contract.output is 1: choose from any, centred, expanded, folded"],
    [{ ...good, fixed: 8 }, "my.ts (my-kernel): fixed is 8: give an object"],
    [{ ...good, fixed: { cols: 2.5 } }, "my.ts (my-kernel): fixed.cols is 2.5: give a whole number ≥ 1"],
    [{ ...good, fixed: { eps: -1 } }, "my.ts (my-kernel): fixed.eps is -1: give a number ≥ 0"],
    [{ ...good, fixed: { cols: 3, gamma: [1, 2, 3] } }, "my.ts (my-kernel): fixed.gamma is an array of 3: give a Float64Array"],
    [{ ...good, fixed: { cols: 3, beta: new Float64Array(2) } }, "my.ts (my-kernel): fixed.beta has 2 values and fixed.cols is 3"],
    [{ ...good, version: "../1.0" }, `my.ts (my-kernel): version is "../1.0": give one such as "1.30.0"`],
  ])("%j", (value, message) => {
    expect(complaint(value)).toContain(message);
    expect(complaint(value)).not.toContain("\n");
  });
});
