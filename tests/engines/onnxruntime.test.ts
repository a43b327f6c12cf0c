// The real engine: that its answers are those of the algorithms we know it to run, which also tells us when a new version changes them.

import { afterAll, describe, expect, it } from "vitest";
import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { validateImplementation } from "../../src/contract/validate.ts";
import { layerNormalizationModel } from "../../src/engines/onnx-model.ts";
import engine from "../../src/engines/installed/onnxruntime.ts";
import { fp16 } from "../../src/formats/fp16.ts";
import { fp32 } from "../../src/formats/fp32.ts";
import type { Format } from "../../src/formats/format.ts";
import welford from "../../src/impls/welford-fp32.ts";
import type { Batch } from "../../src/oracle/row.ts";
import { randomFrom } from "../../src/rows/random.ts";
import { textbook } from "../impls/textbook.ts";
import { onnxruntime, reason } from "./installed.ts";

const epsilon = Math.fround(1e-5);

it("the model has these bytes: 8 of header, one node, its types and shapes", () => {
  const bytes = layerNormalizationModel({ format: "fp32", eps: 2, beta: false });
  const text = Buffer.from(bytes).toString("latin1");
  expect(bytes.subarray(0, 2)).toEqual(Uint8Array.of(0x08, 8)); // ir_version = 8
  expect(bytes.subarray(-4)).toEqual(Uint8Array.of(0x0a, 0, 0x10, 17)); // domain "", version 17
  expect(text).toContain("\x22\x12LayerNormalization");
  expect(text).toContain("\x0a\x07epsilon\x15\0\0\0\x40\xa0\x01\x01"); // f = 2.0, type FLOAT
  expect(text).toContain("\x0a\x04axis\x18\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\xa0\x01\x02"); // i = −1, type INT
  expect(text).not.toContain("\x0a\x01B");
  expect(Buffer.from(layerNormalizationModel({ format: "fp32", eps: 2, beta: true })).toString("latin1")).toContain("\x0a\x01B");
  expect(bytes.length).toBeLessThan(200);
});

describe.skipIf(!onnxruntime)(`onnxruntime-node${reason}`, async () => {
  const engines = onnxruntime ? await Promise.all(engine.implementations.map(({ id }) => engine.load(id))) : [];
  const [half, single, double] = engines as [LayerNormImplementation, LayerNormImplementation, LayerNormImplementation];
  afterAll(() => Promise.all(engines.map((engine) => engine.dispose?.())));

  async function normalise(engine: LayerNormImplementation, { x, ...shape }: Batch): Promise<Float64Array> {
    return (await engine.forward(x, { ...shape, gamma: shape.gamma, beta: shape.beta })) as Float64Array;
  }

  function batchOf(seed: number, cols: number, format: Format): Batch {
    const random = randomFrom(seed);
    const offset = 2 ** random.integer(-5, 12);
    const values = (length: number, shift: number) => Float64Array.from({ length }, () => format.round(shift + 2 * random.next() - 1));
    return { rows: 2, cols, x: values(2 * cols, offset), eps: epsilon, gamma: seed & 1 ? values(cols, 0) : undefined, beta: seed & 2 ? values(cols, 0) : undefined };
  }

  it("are valid implementations named after their formats", () => {
    expect(engines.map(({ id }) => id)).toEqual(["onnxruntime-fp16", "onnxruntime-fp32", "onnxruntime-fp64"]);
    for (const engine of engines) expect(validateImplementation(engine, "engine")).toBe(engine);
    expect(single.description).toContain(onnxruntime!.env.versions.node);
  });

  it("agree with the textbook, γ and β absent and present", async () => {
    for (const [engine, tolerance] of [[half, 2 ** -9], [single, 2 ** -20], [double, 2 ** -48]] as const) {
      for (let seed = 0; seed < 8; seed++) {
        const values = (length: number) => Float64Array.from({ length }, (_, i) => ((i * 7 + seed) % 11) - 4);
        const batch: Batch = { rows: 3, cols: 9, x: values(27), eps: epsilon, gamma: seed & 1 ? values(9) : undefined, beta: seed & 2 ? values(9) : undefined };
        const expected = textbook(batch);
        // At most 11·x̂ + 6 in size, so an error of a few units in the last place of 16 or 32.
        (await normalise(engine, batch)).forEach((y, i) => expect(Math.abs(y - expected[i]!)).toBeLessThan(tolerance * 16));
      }
    }
  });

  it("take every ε there is", async () => {
    for (const eps of [0, 2 ** -126, Math.fround(1e-12), epsilon, 1, 2 ** 100]) {
      const [low, high] = await normalise(double, { rows: 1, cols: 2, x: Float64Array.of(-1, 1), eps });
      expect(high! * Math.sqrt(1 + eps)).toBeCloseTo(1, 12);
      expect(low).toBe(-high!);
    }
  });

  // Up to 7 columns version 1.30 has no vector kernel; 1.27 to 1.29 compute so at every length. Other processors fuse multiply and add.
  const bitwise = it.skipIf(process.arch !== "x64");
  bitwise("fp32 is Welford to the last bit for n ≤ 7", async () => {
    for (let seed = 0; seed < 280; seed++) {
      const batch = batchOf(seed, 1 + (seed % 7), fp32);
      expect(await normalise(single, batch)).toEqual(welford.forward(batch.x, { ...batch, gamma: batch.gamma, beta: batch.beta }));
    }
    expect(Array.from(await normalise(single, { rows: 1, cols: 2, x: Float64Array.of(10000001, 10000002), eps: epsilon }))).toEqual([-316.227783203125, 0]);
  });

  bitwise("fp16 is the same in fp32, γ and β included, and rounds once", async () => {
    for (let seed = 0; seed < 280; seed++) {
      const batch = batchOf(seed, 1 + (seed % 7), fp16);
      expect(await normalise(half, batch)).toEqual(welford.forward(batch.x, { ...batch, gamma: batch.gamma, beta: batch.beta }).map(fp16.round));
    }
  });

  it("fp16 takes NaN, Infinity and subnormals through", async () => {
    const x = Float64Array.of(1, NaN, 1, Infinity, 2 ** -24, -(2 ** -24));
    expect(Array.from(await normalise(half, { rows: 3, cols: 2, x, eps: 0 }))).toEqual([NaN, NaN, NaN, NaN, 1, -1]);
  });

  it("survive more settings than sessions are kept, many at a time", async () => {
    const x = Float64Array.of(-1, 1);
    const answers = await Promise.all(Array.from({ length: 150 }, (_, i) => normalise(single, { rows: 1, cols: 2, x, eps: (2 ** -10) * (1 + i) })));
    answers.forEach((y, i) => expect(y[1]).toBeCloseTo(1 / Math.sqrt(1 + 2 ** -10 * (1 + i)), 6));
    expect(await normalise(single, { rows: 1, cols: 2, x, eps: 2 ** -10 })).toEqual(answers[0]);
  });

  it("leave Float16Array as it was", () => {
    expect("Float16Array" in globalThis).toBe(Number(process.versions.node.split(".")[0]) >= 24);
  });
});
