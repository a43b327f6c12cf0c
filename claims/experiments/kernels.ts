// The families of LayerNorm kernels that the claims are tried on, by format: what the literature knows, and what engines run, as bit-exact models where
// the engine itself need not be installed.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import chanLanes from "../../src/impls/chan-lanes-fp32.ts";
import corrected from "../../src/impls/corrected-two-pass-fp32.ts";
import fp32 from "../../src/impls/fp32.ts";
import fp64 from "../../src/impls/fp64.ts";
import pytorch from "../../src/impls/models/pytorch-1-13-fp32.ts";
import onePassFp64 from "../../src/impls/models/one-pass-fp64.ts";
import welfordFp64 from "../../src/impls/models/welford-fp64.ts";
import onePassClamped from "../../src/impls/one-pass-clamped-fp32.ts";
import onePass from "../../src/impls/one-pass-fp32.ts";
import shifted from "../../src/impls/shifted-fp32.ts";
import pairwise from "../../src/impls/two-pass-pairwise-fp32.ts";
import sequential from "../../src/impls/two-pass-sequential-fp32.ts";
import welford from "../../src/impls/welford-fp32.ts";

export interface Family {
  readonly kernel: LayerNormImplementation;
  /** The algorithm, and who runs it. */
  readonly name: string;
}

export const fp32Families: readonly Family[] = [
  { kernel: fp32, name: "two-pass, sequential sums" },
  { kernel: sequential, name: "two-pass, times 1/√" },
  { kernel: pairwise, name: "two-pass, pairwise sums" },
  { kernel: corrected, name: "corrected two-pass" },
  { kernel: shifted, name: "shifted one-pass" },
  { kernel: welford, name: "Welford (ONNX Runtime from 1.27, n < 8: bit-exact model)" },
  { kernel: chanLanes, name: "Chan lanes, output x·r − m·r" },
  { kernel: pytorch, name: "PyTorch 1.13 on CPUs (bit-exact model)" },
  { kernel: onePass, name: "one-pass (ONNX Runtime to 1.26: bit-exact model)" },
  { kernel: onePassClamped, name: "one-pass, variance clamped at 0" },
];

export const fp64Families: readonly Family[] = [
  { kernel: fp64, name: "two-pass" },
  { kernel: welfordFp64, name: "Welford (ONNX Runtime from 1.27: bit-exact model)" },
  { kernel: onePassFp64, name: "one-pass (ONNX Runtime to 1.26: bit-exact model)" },
];
