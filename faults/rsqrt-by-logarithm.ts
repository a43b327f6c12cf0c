// 2^(−log2(v)/2): the logarithm has an absolute error, which the power makes a relative one, the larger the further v is from 1.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "rsqrt-by-logarithm",
  group: "precision",
  description: "rstd as pow(v + ε, −1/2) by way of an fp32 logarithm",
  property: "power-of-two-scaling",
  minimum: { cols: 2, x: [0, 1] },
  create: () => layerNormOf({ id: "rsqrt-by-logarithm", format: "fp32" }, { rstd: (variance, { eps, round }) => round(2 ** (round(Math.log2(round(variance + eps))) * -0.5)) }),
} satisfies Fault;
