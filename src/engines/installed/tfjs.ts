// TensorFlow.js: tf.layers.layerNormalization, the layer itself with its own moments and batch normalisation, on its two backends that run under
// Node without an addon. (Its WebGL and WebGPU backends need a browser.)

import { dirname, sep } from "node:path";
import type { ForwardShape, LayerNormImplementation } from "../../contract/implementation.ts";
import { PluginError } from "../../contract/plugin-error.ts";
import { thrown } from "../../contract/received.ts";
import type { Engine } from "../engine.ts";
import { EngineUnavailable } from "../engine-unavailable.ts";
import { loadPeer, peerPath } from "../load-peer.ts";

const wasmPackage = "@tensorflow/tfjs-backend-wasm";

export default {
  id: "tfjs",
  description: "tf.layers.layerNormalization({ axis: -1, epsilon }).apply(x) of TensorFlow.js, backends cpu and wasm",
  implementations: [{ id: "tfjs-cpu-fp32" }, { id: "tfjs-wasm-fp32", further: wasmPackage }],
  packages: ["@tensorflow/tfjs"],
  async load(id) {
    const tf = loadPeer<TensorFlow>("@tensorflow/tfjs");
    if (id === "tfjs-cpu-fp32") return layer(tf, "cpu", id);
    const { setWasmPaths } = loadPeer<{ setWasmPaths(folder: string): void }>(wasmPackage);
    setWasmPaths(dirname(peerPath(wasmPackage)!) + sep);
    return layer(tf, "wasm", id);
  },
} satisfies Engine;

/** Of TensorFlow.js, what is used here. */
interface TensorFlow {
  readonly version: Readonly<Record<string, string>>;
  setBackend(name: string): Promise<boolean>;
  getBackend(): string;
  tidy<T>(compute: () => T): T;
  tensor1d(values: Float32Array): Tensor;
  tensor2d(values: Float32Array, shape: [number, number]): Tensor;
  readonly layers: { layerNormalization(options: { axis: number; epsilon: number; scale: boolean; center: boolean }): Layer };
}

interface Tensor {
  dataSync(): Float32Array;
}

interface Layer {
  build(shape: [number, number]): void;
  setWeights(weights: Tensor[]): void;
  apply(x: Tensor): Tensor;
  readonly weights: readonly { dispose(): void }[];
}

/** ε, the presence of γ and β, and the width are part of a layer; more than this many are not kept. */
const layersMax = 64;

async function layer(tf: TensorFlow, backend: "cpu" | "wasm", id: string): Promise<LayerNormImplementation> {
  await choose(tf, backend);
  const layers = new Map<string, Layer>();

  function layerFor({ cols, eps, gamma, beta }: ForwardShape): Layer {
    const key = `${cols} ${eps} ${gamma !== undefined} ${beta !== undefined}`;
    let found = layers.get(key);
    if (found === undefined) {
      found = tf.layers.layerNormalization({ axis: -1, epsilon: eps, scale: gamma !== undefined, center: beta !== undefined });
      found.build([1, cols]);
    }
    // A Map keeps insertion order: the one used last goes to the end, the one to dispose of is at the front.
    layers.delete(key);
    layers.set(key, found);
    if (layers.size > layersMax) dispose(layers.keys().next().value!);
    return found;
  }

  function dispose(key: string): void {
    // Layer.dispose() refuses a layer that no model uses; its weights are all that it holds.
    for (const weight of layers.get(key)!.weights) weight.dispose();
    layers.delete(key);
  }

  function compute(x: Float64Array, shape: ForwardShape): Float32Array {
    return tf.tidy(() => {
      const norm = layerFor(shape);
      const weights = [shape.gamma, shape.beta].filter((values) => values !== undefined).map((values) => tf.tensor1d(Float32Array.from(values)));
      if (weights.length > 0) norm.setWeights(weights);
      return norm.apply(tf.tensor2d(Float32Array.from(x), [shape.rows, shape.cols])).dataSync();
    });
  }

  return {
    id,
    format: "fp32",
    description: `TensorFlow.js ${tf.version.tfjs} on backend ${backend}: tf.layers.layerNormalization, two-pass tf.moments and batch normalisation in fp32`,
    version: tf.version.tfjs!,
    // A call makes and drops about twenty tensors, whatever is in them.
    rowsPerCall: 256,
    contract: { accumulator: "fp32", algorithm: "stable" },
    forward(x, shape) {
      return tf.getBackend() === backend ? compute(x, shape) : choose(tf, backend).then(() => compute(x, shape));
    },
    dispose() {
      for (const key of [...layers.keys()]) dispose(key);
    },
  };
}

/** The backend is one for the whole module: where both are loaded, each call chooses its own. */
async function choose(tf: TensorFlow, backend: string): Promise<void> {
  while (tf.getBackend() !== backend) {
    const chosen = await tf.setBackend(backend).catch((error: unknown) => {
      throw new EngineUnavailable(`TensorFlow.js cannot start its backend ${backend}: ${thrown(error)}`);
    });
    if (!chosen) throw new PluginError(`TensorFlow.js has no backend ${backend}`);
  }
}
