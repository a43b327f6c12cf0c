// ONNX Runtime compiled to WebAssembly: the LayerNormalization that models run in browsers, here under Node. Its kernels are those of the CPU
// without what is written for one processor.

import type { Engine } from "../engine.ts";
import { loadOnnxRuntime } from "../load-onnxruntime.ts";
import { onnxKernel } from "../onnx-kernel.ts";
import { onnxImplementations, tensorFormatOf } from "../onnx-element.ts";

export default {
  id: "onnxruntime-web",
  description: "ONNX Runtime's LayerNormalization in WebAssembly, one thread",
  implementations: onnxImplementations("onnxruntime-web"),
  packages: ["onnxruntime-web"],
  async load(id) {
    const ort = loadOnnxRuntime("onnxruntime-web");
    ort.env.wasm.numThreads = 1;
    const version = ort.env.versions.web ?? ort.env.versions.common;
    return onnxKernel({ ort, provider: "wasm", name: `ONNX Runtime Web ${version} (WebAssembly)`, version, id, format: tensorFormatOf(id) });
  },
} satisfies Engine;
