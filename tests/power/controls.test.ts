// The controls of the power measurement: correct kernels that really differ, and that no property accuses.

import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { builtinImplementations } from "../../src/campaign/catalogue.ts";
import { verify } from "../../src/campaign/verify.ts";
import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { formatOf } from "../../src/formats/format-of.ts";
import { randomFrom } from "../../src/rows/random.ts";
import { allControls } from "../../power/read-units.ts";

const controls = await allControls();
const batches = Number(process.env.NORMFUZZ_SOAK ?? 200);
const settings = { seed: "controls", runs: batches, runsMin: 200, seconds: 600, elementsMax: 600, regressions: "power/none" } as const;

describe("controls", () => {
  it("are one file each, at least 20, in all four formats", () => {
    const files = readdirSync("power/controls").filter((name) => name.endsWith(".ts"));
    expect(controls.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort());
    expect(controls.length).toBeGreaterThanOrEqual(20);
    expect(new Set(controls.map(({ format }) => format))).toEqual(new Set(["fp64", "fp32", "fp16", "bf16"]));
    for (const { id, format, description } of controls) {
      expect(id.endsWith(`-${format}`), `${id} ends with its format`).toBe(true);
      expect(description, id).toMatch(/\S/);
    }
  });

  it("are not the same kernel twice, nor a built-in one", async () => {
    const seen = new Map<string, string>();
    for (const kernel of [...(await builtinImplementations()), ...controls]) {
      const answer = answers(kernel).join();
      expect(seen.get(answer), `${kernel.id} gives the same bits`).toBeUndefined();
      seen.set(answer, kernel.id);
    }
  });

  it.each(controls.map((control) => [control.id, control] as const))("%s is not accused", async (_, control) => {
    const result = await verify(control, settings);
    const accused = result.properties.filter(({ violations }) => violations > 0);
    expect(accused.map(({ property, counterexample }) => ({ property, minimal: counterexample?.minimal }))).toEqual([]);
    expect(result.verdict).toBe("pass");
  });
});

/**
 * What a kernel gives on the same rows as every other of its format: long enough for lanes and chunks to differ. Off by 2^12 deviations, so that the
 * error of the mean shows in the variance, or by as many as leave a few values of the format to tell apart; and values about ±1 with β = −γ, where
 * what is left of γ·x̂ + β shows the last bits of a wide accumulator to a narrow storage format.
 */
function answers({ format, forward }: LayerNormImplementation): number[] {
  const random = randomFrom("kernels that differ");
  const { round, unitRoundoff } = formatOf(format);
  const draw = (length: number, value: () => number) => Float64Array.from({ length }, () => round(value()));
  const deviation = 40_000 * Math.max(2 ** -12, 4 * unitRoundoff);
  return [3, 7, 41, 300, 400].flatMap((cols) => {
    const gamma = draw(cols, () => random.normal());
    const shape = { rows: 2, cols, eps: 2 ** -17, gamma, beta: gamma.map((g) => -g) };
    const offCentre = draw(2 * cols, () => 40_000 + deviation * random.normal());
    const aboutOne = draw(2 * cols, () => random.sign() * (1 + random.normal() / 64));
    // None of these kernels is asynchronous.
    return [offCentre, aboutOne].flatMap((x) => [...(forward(x, shape) as Float64Array)]);
  });
}
