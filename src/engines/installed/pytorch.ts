// PyTorch as it is installed for Python: torch.nn.functional.layer_norm, the kernel that most models run on, on the CPU and on CUDA where there is
// a device.

import { existsSync } from "node:fs";
import type { StorageFormatId } from "../../contract/implementation.ts";
import type { Engine } from "../engine.ts";
import { loadPython } from "../process/load-python.ts";
import { missingModule } from "../process/python.ts";

const formats: readonly StorageFormatId[] = ["fp64", "fp32", "fp16", "bf16"];

export default {
  id: "pytorch",
  description: "torch.nn.functional.layer_norm of PyTorch, on the CPU and on CUDA",
  implementations: [
    // PyTorch 1.13 has no kernel for half precision on the CPU.
    ...formats.map((format) => ({ id: `pytorch-cpu-${format}`, ...(format === "fp16" && { optional: true }) })),
    ...formats.map((format) => ({ id: `pytorch-cuda-${format}`, optional: true })),
  ],
  packages: [],
  program: true,
  missing: (id) => missingModule("torch") ?? (deviceOf(id) === "cuda" ? missingDevice() : undefined),
  load(id, { callSeconds } = {}) {
    const device = deviceOf(id);
    return loadPython({
      id,
      name: "PyTorch",
      call: `torch.nn.functional.layer_norm on ${device === "cuda" ? "CUDA" : "the CPU"}`,
      module: "torch",
      worker: "layernorm_torch.py",
      words: [device],
      format: formats.find((format) => id.endsWith(`-${format}`))!,
      callSeconds,
    });
  },
} satisfies Engine;

function deviceOf(id: string): "cpu" | "cuda" {
  return id.startsWith("pytorch-cuda-") ? "cuda" : "cpu";
}

/** What the driver makes on Linux, and in its place under WSL; elsewhere PyTorch itself has to say. */
const devices = ["/dev/nvidiactl", "/dev/dxg"];

function missingDevice(): string | undefined {
  return process.platform === "linux" && !devices.some((path) => existsSync(path)) ? "no CUDA device is here: it needs an NVIDIA GPU with its driver, and a PyTorch built for CUDA" : undefined;
}
