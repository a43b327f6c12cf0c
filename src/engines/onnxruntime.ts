// ONNX Runtime's LayerNormalization kernel on the CPU, one implementation per format, run through a model of that node alone.

import type { InferenceSession } from "onnxruntime-node";
import type { ForwardShape, LayerNormImplementation } from "../contract/implementation.ts";
import { loadOnnxRuntime } from "./load-onnxruntime.ts";
import { type TensorElement, type TensorFormat, tensorElements } from "./onnx-element.ts";
import { layerNormalizationModel } from "./onnx-model.ts";
import { openSession, tensorOf, valuesOf } from "./onnx-session.ts";

/** Ids of the engines, without loading them. */
export const onnxruntimeIds: readonly string[] = Object.keys(tensorElements).map((format) => `onnxruntime-${format}`);

/** `onnxruntime-fp16`, `-fp32` and `-fp64` of the installed onnxruntime-node. Throws EngineUnavailable when there is none. */
export async function onnxruntimeEngines(): Promise<LayerNormImplementation[]> {
  const ort = await loadOnnxRuntime();
  const version = ort.env.versions.node ?? ort.env.versions.common;
  return Object.values(tensorElements).map((element) => engine(element, version));
}

/** ε and the presence of B are part of a model, so each pair needs a session; more than this many are not kept. */
const sessionsMax = 64;

interface Opened {
  readonly session: Promise<InferenceSession>;
  runs: number;
}

function engine(element: TensorElement, version: string): LayerNormImplementation {
  const { format } = element;
  const sessions = new Map<string, Opened>();

  function sessionFor(eps: number, beta: boolean): Opened {
    const key = `${eps} ${beta}`;
    const opened = sessions.get(key) ?? { session: openSession(layerNormalizationModel({ format, eps, beta })), runs: 0 };
    // A Map keeps insertion order: the one used last goes to the end, the one to close is at the front.
    sessions.delete(key);
    sessions.set(key, opened);
    return opened;
  }

  async function closeOldest(): Promise<void> {
    for (const [key, { session, runs }] of sessions) {
      if (sessions.size <= sessionsMax) return;
      if (runs > 0) continue;
      sessions.delete(key);
      await (await session).release();
    }
  }

  return {
    id: `onnxruntime-${format}`,
    format,
    description: `ONNX Runtime ${version} on the CPU: LayerNormalization, opset 17, ${insides[format]}`,
    contract: { accumulator: format === "fp64" ? "fp64" : "fp32", algorithm: "stable" },
    async forward(x, { rows, cols, eps, gamma, beta }: ForwardShape) {
      const opened = sessionFor(eps, beta !== undefined);
      opened.runs++;
      try {
        const session = await opened.session;
        const feeds = {
          X: await tensorOf(element, x, [rows, cols]),
          Scale: await tensorOf(element, gamma ?? new Float64Array(cols).fill(1), [cols]),
          ...(beta && { B: await tensorOf(element, beta, [cols]) }),
        };
        return valuesOf((await session.run(feeds)).Y);
      } finally {
        opened.runs--;
        if (sessions.size > sessionsMax) await closeOldest();
      }
    },
    async dispose() {
      const opened = [...sessions.values()];
      sessions.clear();
      for (const { session } of opened) await (await session).release();
    },
  };
}

const insides: Readonly<Record<TensorFormat, string>> = {
  fp16: "fp32 inside and one rounding at the end",
  fp32: "fp32 inside",
  fp64: "fp64 inside",
};
