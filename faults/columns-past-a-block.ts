// One block of 1024 threads reduces one row, and what lies beyond is normalised without having been counted (xformers #785).

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";
import { statisticsOver } from "./parts/statistics-over.ts";

export default {
  id: "columns-past-a-block",
  group: "shape",
  description: "mean and variance of the first 1024 values (xformers #785)",
  property: "permutation",
  minimum: { cols: 1025 },
  create: () => layerNormOf({ id: "columns-past-a-block", format: "fp32" }, statisticsOver(({ x }) => x.subarray(0, 1024))),
} satisfies Fault;
