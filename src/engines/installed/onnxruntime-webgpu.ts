// ONNX Runtime Web on its WebGPU provider, in a real browser: other kernels than those of its WebAssembly.

import { loadBrowserEngine } from "../browser/browser-engine.ts";
import { callSecondsDefault, type Engine } from "../engine.ts";

export default {
  id: "onnxruntime-webgpu",
  description: "ONNX Runtime Web's LayerNormalization on WebGPU, in a headless Chromium",
  implementations: [{ id: "onnxruntime-webgpu-fp32" }, { id: "onnxruntime-webgpu-fp16", optional: true }],
  packages: ["onnxruntime-web", "playwright-core"],
  browser: true,
  async load(id, { callSeconds = callSecondsDefault } = {}) {
    const format = id === "onnxruntime-webgpu-fp16" ? "fp16" : "fp32";
    return loadBrowserEngine({ kind: "onnxruntime", id, name: "ONNX Runtime Web", format, scripts: [["onnxruntime-web", "dist/ort.webgpu.min.js"]] }, { callSeconds });
  },
} satisfies Engine;
