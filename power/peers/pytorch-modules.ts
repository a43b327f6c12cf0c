// PyTorch's module database: rows of 5 and 20 values with γ = 1 and β = 0 as a new module has them, compared between CPU and GPU.
// The other device stands for the reference; the empty batch is left out.

import type { StorageFormatId } from "../../src/contract/implementation.ts";
import type { Peer, PeerVariant } from "./peer.ts";
import { within } from "./parts/comparisons.ts";
import { always, type Drawing, uniform } from "./parts/draws.ts";
import { inDoubles, inFp32 } from "./parts/references.ts";
import { comparing } from "./parts/variant.ts";

const x = uniform(-9, 9);
const affine = { gamma: always(1), beta: always(0) };
const eps = 1e-3;
const drawings: readonly Drawing[] = [
  { rows: 20, cols: 5, eps, x, ...affine },
  { rows: 640, cols: 5, eps, x, ...affine },
  { rows: 20, cols: 5, eps, x },
  { rows: 4, cols: 20, eps, x, ...affine },
  { rows: 4, cols: 20, eps, x },
  { rows: 4, cols: 20, eps, x, gamma: always(1) },
];

function variant(format: StorageFormatId, max: number): PeerVariant {
  return comparing({ format, rule: `the other device's ${format} within ${max}`, drawings, reference: format === "fp64" ? inDoubles : inFp32, compare: within(max) });
}

export default {
  id: "pytorch-modules",
  project: "PyTorch",
  source: "pytorch/pytorch torch/testing/_internal/common_modules.py (module_inputs_torch_nn_LayerNorm), test/test_modules.py (test_cpu_gpu_parity)",
  description: "parity of devices over the module inputs of nn.LayerNorm",
  // The tolerances of test_cpu_gpu_parity.
  variants: [variant("fp32", 5e-2), variant("fp64", 4e-4)],
} satisfies Peer;
