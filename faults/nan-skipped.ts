// Sums that leave out what is not a number (nanmean, nanvar): a broken activation becomes a plausible row with one hole in it.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";
import { statisticsOver } from "./parts/statistics-over.ts";

export default {
  id: "nan-skipped",
  group: "special",
  description: "NaN is left out of the sums",
  property: "non-finite-propagation",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "nan-skipped", format: "fp32" }, statisticsOver(({ x }) => x.filter((value) => !Number.isNaN(value)))),
} satisfies Fault;
