// Models of engines: each keeps the contract that it declares, and is its engine to the last bit where that is installed (`npm run models` compares
// a million values).

import { describe, expect, it } from "vitest";
import { allEngines, allFamilies, builtinImplementations, engineModels } from "../../src/campaign/catalogue.ts";
import { verify } from "../../src/campaign/verify.ts";
import { firstMissing } from "../../src/engines/load-peer.ts";
import pytorch from "../../src/impls/models/pytorch-1-13-fp32.ts";
import { compare } from "../../power/models/compare.ts";
import { expectedModel } from "../../power/models/expected.ts";

const models = await engineModels();
const engines = await allEngines();

/** PyTorch 1.13 gives NaN where the square of a mean overflows, which no Chan merge needs to form. */
const violated: Readonly<Record<string, readonly string[]>> = { "pytorch-1-13-fp32": ["finite-output", "oracle-agreement"] };

describe.each(models)("$id", (model) => {
  it("keeps the contract that it declares, but for what its engine is known to break", async () => {
    const { properties } = await verify(model, { seed: "models", runs: 700, seconds: 60, shrinkCalls: 300, regressions: "regressions/none" });
    expect(properties.filter(({ status }) => status === "fail").map(({ property }) => property)).toEqual(violated[model.id] ?? []);
  });
});

it("the one-pass models would not pass as stable", async () => {
  for (const model of models.filter(({ contract }) => contract?.algorithm === "one-pass")) {
    const { verdict } = await verify({ ...model, contract: { accumulator: model.contract!.accumulator! } }, { seed: "models", runs: 600, seconds: 60, shrinkCalls: 1, regressions: "regressions/none" });
    expect(verdict, model.id).toBe("fail");
  }
});

describe("engines that are installed are their models", () => {
  for (const { id, implementations, packages, load } of engines) {
    const missing = firstMissing(packages);
    for (const implementation of implementations.filter((one) => expectedModel(one.id, "1.30.0", process.arch) !== undefined)) {
      it.skipIf(missing)(`${implementation.id}${missing ? ` (skipped: ${missing})` : ""}`, async () => {
        const engine = await load(implementation.id);
        const expected = expectedModel(implementation.id, /\d+\.\d+\.\d+/.exec(engine.description!)![0], process.arch);
        const model = [...models, ...(await builtinImplementations())].find((one) => one.id === expected)!;
        const agreement = await compare({ engine, model, families: await allFamilies(), seed: 7, valuesMin: 2e4 });
        expect(agreement, id).toMatchObject({ rowsDifferent: 0 });
        expect(agreement.values).toBeGreaterThan(2e4);
        await engine.dispose?.();
      });
    }
  }
});

describe("the comparison", () => {
  it("sees one bit in the last value", async () => {
    const model = models.find(({ id }) => id === "welford-fp64")!;
    const other = { ...model, forward: (...call: Parameters<typeof model.forward>) => (model.forward(...call) as Float64Array).map((y, i, all) => (i === all.length - 1 ? y * (1 + 2 ** -52) || 1 : y)) };
    const { rows, rowsDifferent, first } = await compare({ engine: model, model: other, families: await allFamilies(), seed: 1, valuesMin: 100 });
    expect(rowsDifferent).toBeGreaterThan(0);
    expect(rowsDifferent).toBeLessThanOrEqual(rows);
    expect(first).toBeDefined();
  });

  it("versions have their models", () => {
    expect(expectedModel("onnxruntime-fp16", "1.26.0", "x64")).toBe("one-pass-fp16");
    expect(expectedModel("onnxruntime-fp32", "1.29.0", "x64")).toBe("welford-fp32");
    expect(expectedModel("onnxruntime-fp32", "1.30.0", "x64")).toBe("onnxruntime-1-30-fp32");
    expect(expectedModel("onnxruntime-fp32", "1.30.0", "arm64")).toBeUndefined();
    expect(expectedModel("onnxruntime-web-fp32", "1.30.0", "arm64")).toBe("welford-fp32");
    expect(expectedModel("tfjs-cpu-fp32", "4.22.0", "x64")).toBeUndefined();
  });
});

// What PyTorch 1.13.1 answers on Linux x64: the output step leaves a constant row with the rounding error of mean · rstd.
it.each([
  [[1e8], [-559.6875]],
  [[1000], [0.001953125]],
  [[10000001, 10000002], [-251.740966796875, 64.48681640625]],
  [[2 ** 64], [NaN]],
])("PyTorch 1.13 gives %j → %j", (x, expected) => {
  const y = pytorch.forward(Float64Array.from(x, Math.fround), { rows: 1, cols: x.length, eps: Math.fround(1e-5), gamma: undefined, beta: undefined });
  expect(Array.from(y)).toEqual(expected);
});
