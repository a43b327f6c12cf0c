// ONNX Runtime on the CPU: the LayerNormalization that models run in Node.

import type { Engine } from "../engine.ts";
import { loadOnnxRuntime } from "../load-onnxruntime.ts";
import { onnxKernel } from "../onnx-kernel.ts";
import { onnxImplementations, tensorFormatOf } from "../onnx-element.ts";

export default {
  id: "onnxruntime",
  description: "ONNX Runtime's LayerNormalization on the CPU",
  implementations: onnxImplementations("onnxruntime"),
  packages: ["onnxruntime-node"],
  async load(id) {
    const ort = loadOnnxRuntime("onnxruntime-node");
    const version = ort.env.versions.node ?? ort.env.versions.common;
    return onnxKernel({ ort, provider: "cpu", name: `ONNX Runtime ${version} on the CPU`, version, id, format: tensorFormatOf(id) });
  },
} satisfies Engine;
