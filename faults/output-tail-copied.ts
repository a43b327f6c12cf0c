// The kernel works in place on a copy of x, and the scalar tail was never written: its outputs are x itself.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "output-tail-copied",
  group: "shape",
  description: "the last n mod 4 outputs are x",
  property: "monotone",
  minimum: { cols: 5 },
  create: () =>
    layerNormOf(
      { id: "output-tail-copied", format: "bf16" },
      { affine: (row, i, normalised) => (row.n > 4 && i >= row.n - (row.n % 4) ? row.x[i] : correct.affine(row, i, normalised)) },
    ),
} satisfies Fault;
