// What runs in the page to call TensorFlow.js on its WebGPU backend, the layer itself as tfjs.ts does on the others. Sent to the browser as text:
// of other files it uses types, and what installBase left there.

import type { CallHeader } from "./answer-calls.ts";
import type { Readiness } from "./job.ts";
import type { PageBase } from "./page-base.ts";

// Typed loosely: its own types need those of the DOM.
declare const tf: any;

/** Leaves `forward(call, base64)` behind as a global. */
export async function startTfjs(): Promise<Readiness> {
  const { bytesOf, textOf, nameOf, adapterFor, watch } = globalThis as unknown as PageBase;
  const found = await adapterFor("fp32");
  if ("error" in found) return found;
  if (!(await tf.setBackend("webgpu"))) return { error: "TensorFlow.js cannot start its backend webgpu" };
  await tf.ready();
  // Small tensors would otherwise be computed on the CPU, which is another kernel.
  tf.env().set("WEBGPU_CPU_FORWARD", false);
  const { check } = watch(tf.backend().device);
  // ε, the presence of γ and β, and the width are part of a layer; more than these are not kept.
  const layersMax = 64;
  const layers = new Map<string, any>();

  function layerFor({ cols, eps, gamma, beta }: CallHeader): any {
    const key = `${cols} ${eps} ${gamma > 0} ${beta > 0}`;
    let layer = layers.get(key);
    if (layer === undefined) {
      layer = tf.layers.layerNormalization({ axis: -1, epsilon: eps, scale: gamma > 0, center: beta > 0 });
      layer.build([1, cols]);
    }
    // A Map keeps insertion order: the one used last goes to the end, the one to dispose of is at the front.
    layers.delete(key);
    layers.set(key, layer);
    if (layers.size > layersMax) {
      const [oldest] = layers.keys();
      // Layer.dispose() refuses a layer that no model uses; its weights are all that it holds.
      for (const weight of layers.get(oldest!).weights) weight.dispose();
      layers.delete(oldest!);
    }
    return layer;
  }

  (globalThis as any).forward = async (call: CallHeader, base64: string): Promise<string> => {
    const { rows, cols, gamma, beta } = call;
    const values = new Float32Array(bytesOf(base64).buffer);
    const n = rows * cols;
    const y = tf.tidy(() => {
      const layer = layerFor(call);
      const weights = [...(gamma > 0 ? [n] : []), ...(beta > 0 ? [n + gamma] : [])].map((first) => tf.tensor1d(values.slice(first, first + cols)));
      if (weights.length > 0) layer.setWeights(weights);
      return layer.apply(tf.tensor2d(values.slice(0, n), [rows, cols]));
    });
    const data = await y.data();
    y.dispose();
    check();
    return textOf(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  };
  return { adapter: nameOf(found.adapter.info), version: tf.version.tfjs };
}
