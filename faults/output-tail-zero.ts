// The vector loop stores four outputs at a time; the buffer was zeroed before and the tail stays so. Rows shorter than a vector take a scalar path.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "output-tail-zero",
  group: "shape",
  description: "the last n mod 4 outputs are zero",
  property: "equal-inputs",
  minimum: { cols: 5 },
  create: () =>
    layerNormOf(
      { id: "output-tail-zero", format: "fp16" },
      { affine: (row, i, normalised) => (row.n > 4 && i >= row.n - (row.n % 4) ? 0 : correct.affine(row, i, normalised)) },
    ),
} satisfies Fault;
