// Guards by comparison take NaN for zero: d > 0 || d < 0 ? d : 0, and max(0, NaN) = 0 in the clamp of OpenCV. ∞ − ∞ then is an ordinary
// deviation, and the row with the infinity a plausible one.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf, type Parts } from "./parts/layer-norm.ts";

/** 0 for NaN. */
const guard = (d: number) => (d > 0 || d < 0 ? d : 0);

const guarded: Partial<Parts> = {
  variance: ({ x, n, round }, mean) => round(x.reduce((total, value) => round(total + round(guard(round(value - mean)) ** 2)), 0) / n),
  normalised: ({ x, round }, i, { mean, rstd }) => guard(round(guard(round(x[i] - mean)) * rstd)),
};

export default {
  id: "max-swallows-nan",
  group: "special",
  description: "deviations that compare as neither above nor below 0 count as 0 (OpenCV: max(0, NaN) = 0)",
  property: "non-finite-propagation",
  minimum: { cols: 1, x: [Infinity] },
  create: () => layerNormOf({ id: "max-swallows-nan", format: "fp32" }, guarded),
} satisfies Fault;
