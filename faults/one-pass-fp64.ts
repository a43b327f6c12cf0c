// E[x²] − E[x]² in double: good for κ up to some ten million, and no further. ONNX Runtime's double kernel up to 1.26: [1e8, 1e8, 1e8, 1e8
// + 1].

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";
import { onePassVariance } from "./parts/one-pass.ts";

export default {
  id: "one-pass-fp64",
  group: "variance",
  description: "E[x²] − E[x]² in double (ONNX Runtime ≤ 1.26, ExecuTorch)",
  property: "oracle-agreement",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "one-pass-fp64", format: "fp64" }, { variance: onePassVariance }),
} satisfies Fault;
