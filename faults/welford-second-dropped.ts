// The recurrence starts at the third element: two are taken for the start, and the deviation of the second is forgotten.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";
import { partsFrom } from "./parts/moments.ts";
import { welfordWith } from "./parts/welford.ts";

export default {
  id: "welford-second-dropped",
  group: "variance",
  description: "Welford that initialises with two elements and M2 = 0",
  property: "unit-variance",
  minimum: { cols: 2, x: [0, 1] },
  create: () =>
    layerNormOf(
      { id: "welford-second-dropped", format: "fp64" },
      partsFrom(welfordWith({ squares: ({ value, count, before, after, round }) => (count <= 2 ? 0 : round(round(value - before) * round(value - after))) })),
    ),
} satisfies Fault;
