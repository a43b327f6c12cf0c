// A model is named only where it is told from the right gradient: by the rows of the violation, and again by the further ones.

import { expect, it } from "vitest";
import type { LayerNormImplementation } from "../../../src/contract/implementation.ts";
import { invokeBackward } from "../../../src/contract/invoke-backward.ts";
import { resolveContract } from "../../../src/contract/resolve.ts";
import { tryProperty, type Trial } from "../../../src/contract/trial.ts";
import type { Call } from "../../../src/contract/call.ts";
import type { Violated } from "../../../src/contract/verdict.ts";
import { backwardProperties } from "../../../src/campaign/catalogue.ts";
import { diagnoseGradient } from "../../../src/findings/gradient/diagnose-gradient.ts";
import type { Batch } from "../../../src/oracle/row.ts";
import { gradientBatch, wrongGradient } from "./find-gradient.ts";

const agreement = (await backwardProperties()).find(({ id }) => id === "backward-agreement")!;
const plain = gradientBatch("fp32", [1, 2.5, -0.75, 4, 0.5], [0.5, -1, 2, 0.25, 1.5]);
const scaled: Batch = { ...plain, gamma: Float64Array.of(2, -1, 0.5, 3, 1.5) };

/** What fits, if the trial is taken for a violation of its first row. */
function fitOf(implementation: LayerNormImplementation, batch: Batch, probes: readonly Batch[]) {
  const contract = resolveContract(implementation);
  const trial = tryProperty(implementation, contract, agreement, batch) as Trial;
  const verdict: Violated = { kind: "violated", row: 0, column: 0, observed: 0, tolerance: { value: 0, terms: [], source: "" }, margin: 2, message: "", ...(trial.verdict.kind === "violated" ? trial.verdict : {}) };
  return diagnoseGradient(agreement.id, trial, verdict, { probes: probes.map((probe) => invokeBackward(implementation, contract, probe) as Call) })?.fit?.hypothesis.id;
}

it("names nothing of a kernel that is right, though models of mistakes give its bits", () => {
  expect(fitOf(wrongGradient({}), plain, [])).toBeUndefined();
});

it("names a model only where the further rows tell it from the right gradient too", () => {
  // γ is left out of everything: rows without γ show nothing of it.
  const right = wrongGradient({});
  const withoutGamma: LayerNormImplementation = { ...right, backward: (dy, x, shape) => right.backward!(dy, x, { ...shape, gamma: undefined }) };
  expect(fitOf(withoutGamma, scaled, [scaled])).toMatch(/^gamma-/);
  expect(fitOf(withoutGamma, scaled, [plain])).toBeUndefined();
});
