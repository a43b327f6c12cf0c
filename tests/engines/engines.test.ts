// Engines by name: what is known of them without loading, what is said when one is not installed, and that those that are give right answers.

import { afterAll, describe, expect, it } from "vitest";
import { allEngines, builtinImplementations } from "../../src/campaign/catalogue.ts";
import { defaultTargets, missingPackage, resolveTarget } from "../../src/campaign/target.ts";
import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { validateImplementation } from "../../src/contract/validate.ts";
import { EngineUnavailable } from "../../src/engines/engine-unavailable.ts";
import { inTurn } from "../../src/engines/in-turn.ts";
import { firstMissing, loadPeer, peerPath } from "../../src/engines/load-peer.ts";
import { missingOf } from "../../src/engines/missing.ts";
import { tensorFormatOf } from "../../src/engines/onnx-element.ts";
import { textbook } from "../impls/textbook.ts";

const engines = await allEngines();
const each = engines.flatMap((engine) => engine.implementations.map(({ id }) => ({ id, engine, missing: missingOf(engine, id) })));

describe("by name", () => {
  it("an engine is all its implementations, and each has an id of its own", async () => {
    expect((await resolveTarget("onnxruntime-web")).map(({ name }) => name)).toEqual(["onnxruntime-web-fp16", "onnxruntime-web-fp32", "onnxruntime-web-fp64"]);
    expect(await resolveTarget("tfjs-cpu-fp32")).toEqual([{ kind: "engine", name: "tfjs-cpu-fp32", label: "tfjs-cpu-fp32" }]);
    const ids = [...each.map(({ id }) => id), ...engines.map(({ id }) => id), ...(await builtinImplementations()).map(({ id }) => id)];
    expect(new Set(ids).size).toBe(ids.length);
    await expect(resolveTarget("onnxruntime-wed")).rejects.toThrow("did you mean onnxruntime-web?");
  });

  it("asked for by name it must be there, but for what needs a further package; else it may be left out", async () => {
    expect((await resolveTarget("tfjs")).map(({ optional }) => optional)).toEqual([false, true]);
    expect((await defaultTargets()).filter(({ kind }) => kind === "engine").every(({ optional }) => optional)).toBe(true);
  });
});

describe("not installed", () => {
  it("is one line with the command that installs it", async () => {
    expect(firstMissing(["vitest"])).toBeUndefined();
    expect(firstMissing(["vitest", "@nobody/has-this"])).toBe("@nobody/has-this is not installed: install it with npm install --save-dev @nobody/has-this");
    expect(peerPath("@nobody/has-this")).toBeUndefined();
    expect(() => loadPeer("@nobody/has-this")).toThrow(EngineUnavailable);
    expect(await missingPackage({ kind: "builtin", name: "fp32", label: "fp32" })).toBeUndefined();
  });
});

describe.each(each)("$id", ({ id, engine, missing }) => {
  const opened: LayerNormImplementation[] = [];
  afterAll(() => Promise.all(opened.map((one) => one.dispose?.())));

  it.runIf(missing)(`${missing}`, async () => {
    await expect(engine.load(id)).rejects.toThrow(missing);
  });

  it.skipIf(missing)("is valid, and agrees with the textbook for more settings than it keeps, many at a time", async () => {
    const implementation = await engine.load(id);
    opened.push(implementation);
    expect(validateImplementation(implementation, id)).toBe(implementation);
    expect(implementation.id).toBe(id);
    const tolerance = implementation.format === "fp16" ? 2 ** -5 : 2 ** -16;
    const one = async (seed: number) => {
      const values = (length: number) => Float64Array.from({ length }, (_, i) => ((i * 7 + seed) % 11) - 4);
      const cols = 2 + (seed % 9);
      const batch = { rows: 3, cols, x: values(3 * cols), eps: 2 ** -(seed % 20), gamma: seed & 1 ? values(cols) : undefined, beta: seed & 2 ? values(cols) : undefined };
      const y = await implementation.forward(batch.x, batch);
      textbook(batch).forEach((expected, i) => expect(Math.abs(y[i]! - expected), `seed ${seed}, y[${i}]`).toBeLessThan(tolerance));
    };
    await Promise.all(Array.from({ length: 150 }, (_, seed) => one(seed)));
  });
});

it("formats are read from the end of ids", () => {
  expect(tensorFormatOf("onnxruntime-web-fp16")).toBe("fp16");
  expect(() => tensorFormatOf("onnxruntime-bf16")).toThrow(RangeError);
});

it("calls in turn never overlap, and one that fails does not stop the next", async () => {
  let underWay = 0;
  const work = (fail: boolean) =>
    inTurn(async () => {
      expect(++underWay).toBe(1);
      await new Promise(setImmediate);
      underWay--;
      if (fail) throw new Error("no");
      return 7;
    });
  const outcomes = await Promise.allSettled([work(false), work(true), work(false)]);
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});
