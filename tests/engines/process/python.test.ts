// Engines of Python's, with interpreters that are there and that are not: one clear line for each thing that is missing, and the engine's own name and
// version where it runs. Node plays the interpreter: what matters is that a program answers.

import { describe, expect, it } from "vitest";
import { resolveTarget } from "../../../src/campaign/target.ts";
import { EngineUnavailable } from "../../../src/engines/engine-unavailable.ts";
import pytorch from "../../../src/engines/installed/pytorch.ts";
import { loadPython, type PythonEngine } from "../../../src/engines/process/load-python.ts";
import { missingModule, python } from "../../../src/engines/process/python.ts";
import { isolationOf } from "../../../src/contract/isolation.ts";

const node: PythonEngine = {
  id: "numpy-fp32",
  name: "numpy",
  call: "the formula",
  module: "numpy",
  worker: "../tests/engines/process/hostile.mjs",
  words: ["hangs"],
  format: "fp32",
  interpreter: { program: process.execPath, modules: new Set(["numpy"]) },
};

describe("what is missing is one line, with what to install", () => {
  it.each([
    ["no interpreter", { program: "/nowhere/python3", modules: undefined }, /^\/nowhere\/python3 cannot be started: install Python 3\.8 or later, or name one with NORMFUZZ_PYTHON=/],
    ["no module", { program: "python3", modules: new Set(["torch"]) }, /^python3 has no numpy: install it with pip install numpy, or name a Python that has it with NORMFUZZ_PYTHON=/],
  ])("%s", async (_, interpreter, message) => {
    expect(missingModule("numpy", interpreter)).toMatch(message);
    await expect(loadPython({ ...node, interpreter })).rejects.toThrow(message);
    await expect(loadPython({ ...node, interpreter })).rejects.toThrow(EngineUnavailable);
  });

  it("nothing, where the module is there", () => expect(missingModule("numpy", node.interpreter)).toBeUndefined());

  it("a variable chooses the interpreter, and one that is none is found out", () => {
    expect(python({ NORMFUZZ_PYTHON: "/nowhere/python3" })).toEqual({ program: "/nowhere/python3", modules: undefined });
    expect(python({ NORMFUZZ_PYTHON: "" }).program).toBe(process.platform === "win32" ? "python" : "python3");
  });

  it("a program that is no worker, and a format that it has not", async () => {
    await expect(loadPython({ ...node, worker: "layernorm.c" })).rejects.toThrow(/^numpy cannot be used here: .*layernorm\.c/);
    await expect(loadPython({ ...node, format: "bf16" })).rejects.toThrow(/does not compute the formula in bf16: it offers fp32/);
  });
});

describe("where it is there", () => {
  it("has the id and the version of the engine, and is watched as a program is", async () => {
    const kernel = await loadPython(node);
    try {
      expect(kernel).toMatchObject({ id: "numpy-fp32", format: "fp32", contract: { accumulator: "fp32", algorithm: "stable" } });
      expect(kernel.description).toMatch(/^numpy .*: the formula$/);
      expect(isolationOf(kernel)).toBeDefined();
      const y = await kernel.forward(Float64Array.of(1, 3), { rows: 1, cols: 2, eps: 0, gamma: undefined, beta: undefined });
      expect(Array.from(y)).toEqual([-1, 1]);
    } finally {
      await kernel.dispose!();
    }
  });
});

it("keeps the form of the gradient that the worker knows of, and holds the engine to every stable algorithm otherwise", async () => {
  const kernel = await loadPython({ ...node, words: ["hangs backward"] });
  await kernel.dispose!();
  expect(kernel.backward).toBeDefined();
  expect(kernel.contract).toEqual({ accumulator: "fp32", algorithm: "stable", gradient: "folded" });
});

describe("by name", () => {
  it("an engine that is a program is known as one, and what not every version or machine has may be left out", async () => {
    const targets = await resolveTarget("pytorch");
    expect(targets.every(({ program }) => program)).toBe(true);
    expect(targets.filter(({ optional }) => !optional).map(({ name }) => name)).toEqual(["pytorch-cpu-fp64", "pytorch-cpu-fp32", "pytorch-cpu-bf16"]);
    expect((await resolveTarget("pytorch-cuda-fp16"))[0]).toMatchObject({ program: true, name: "pytorch-cuda-fp16" });
    expect(pytorch.missing("pytorch-cuda-fp16")).toMatch(/^\S+ (has no torch|cannot be started)|^no CUDA device|^$/);
  });
});
