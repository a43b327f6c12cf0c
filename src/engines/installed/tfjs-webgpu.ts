// TensorFlow.js on its WebGPU backend, in a real browser: tf.layers.layerNormalization by shaders.

import { loadBrowserEngine } from "../browser/browser-engine.ts";
import { callSecondsDefault, type Engine } from "../engine.ts";

const core = "@tensorflow/tfjs";
const backend = "@tensorflow/tfjs-backend-webgpu";

export default {
  id: "tfjs-webgpu",
  description: "tf.layers.layerNormalization({ axis: -1, epsilon }).apply(x) of TensorFlow.js on WebGPU, in a headless Chromium",
  implementations: [{ id: "tfjs-webgpu-fp32" }],
  packages: [core, backend, "playwright-core"],
  browser: true,
  async load(id, { callSeconds = callSecondsDefault } = {}) {
    const scripts = [[core, "dist/tf.min.js"], [backend, "dist/tf-backend-webgpu.min.js"]] as const;
    return loadBrowserEngine({ kind: "tfjs", id, name: "TensorFlow.js", format: "fp32", scripts }, { callSeconds });
  },
} satisfies Engine;
