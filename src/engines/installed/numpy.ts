// numpy, and the formula as people write it there: mean and variance of a row with its own methods, two passes. Not an engine that ships a
// LayerNorm, but what references are computed with.

import type { StorageFormatId } from "../../contract/implementation.ts";
import type { Engine } from "../engine.ts";
import { loadPython } from "../process/load-python.ts";
import { missingModule } from "../process/python.ts";

const formats: readonly StorageFormatId[] = ["fp64", "fp32", "fp16"];

export default {
  id: "numpy",
  description: "the usual formula in numpy, (x − mean) / sqrt(mean((x − mean)²) + ε); fp16 in fp32",
  implementations: formats.map((format) => ({ id: `numpy-${format}` })),
  packages: [],
  program: true,
  missing: () => missingModule("numpy"),
  load: (id, { callSeconds } = {}) =>
    loadPython({
      id,
      name: "numpy",
      call: "(x − mean) / sqrt(mean((x − mean)²) + ε)",
      module: "numpy",
      worker: "layernorm_numpy.py",
      format: formats.find((format) => id.endsWith(`-${format}`))!,
      callSeconds,
    }),
} satisfies Engine;
