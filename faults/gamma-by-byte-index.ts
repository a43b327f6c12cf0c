// The column index of γ is kept in a byte: columns from 256 on take γ from the beginning of the row.

import type { Fault } from "../src/contract/fault.ts";
import { gammaReadAs } from "./parts/gamma-read-as.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "gamma-by-byte-index",
  group: "affine",
  description: "γ_(i mod 256): an index of 8 bits",
  property: "oracle-agreement",
  minimum: { cols: 257 },
  create: () => layerNormOf({ id: "gamma-by-byte-index", format: "fp32" }, gammaReadAs((gamma, i) => gamma[i & 255])),
} satisfies Fault;
