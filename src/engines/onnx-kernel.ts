// The LayerNormalization kernel of an ONNX Runtime, native or WebAssembly, as an implementation: run through a model of that node alone.

import type { InferenceSession } from "onnxruntime-node";
import type { ForwardShape, LayerNormImplementation } from "../contract/implementation.ts";
import { inTurn } from "./in-turn.ts";
import type { OnnxRuntime } from "./load-onnxruntime.ts";
import { type TensorElement, type TensorFormat, tensorElements } from "./onnx-element.ts";
import { layerNormalizationModel } from "./onnx-model.ts";
import { type ExecutionProvider, openSession, tensorOf, valuesOf } from "./onnx-session.ts";

export interface OnnxKernel {
  readonly ort: OnnxRuntime;
  readonly provider: ExecutionProvider;
  /** The engine with its version and where it runs, for people. */
  readonly name: string;
  readonly version: string;
  /** Of the implementation. */
  readonly id: string;
  readonly format: TensorFormat;
}

/** ε and the presence of B are part of a model, so each pair needs a session; more than this many are not kept. */
const sessionsMax = 64;

interface Opened {
  readonly session: Promise<InferenceSession>;
  runs: number;
}

/** The kernel for one format, held to the contract "stable". */
export function onnxKernel({ ort, provider, name, version, id, format }: OnnxKernel): LayerNormImplementation {
  const element: TensorElement = tensorElements[format];
  const sessions = new Map<string, Opened>();

  function sessionFor(eps: number, beta: boolean): Opened {
    const key = `${eps} ${beta}`;
    const opened = sessions.get(key) ?? { session: openSession(ort, layerNormalizationModel({ format, eps, beta }), provider), runs: 0 };
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
    id,
    format,
    description: `${name}: LayerNormalization, opset 17, ${insides[format]}`,
    version,
    // A call costs as much as some hundred short rows (bench/engines.ts).
    rowsPerCall: 256,
    contract: { accumulator: format === "fp64" ? "fp64" : "fp32", algorithm: "stable" },
    forward: provider === "wasm" ? (x, shape) => inTurn(() => run(x, shape)) : run,
    async dispose() {
      const opened = [...sessions.values()];
      sessions.clear();
      for (const { session } of opened) await (await session).release();
    },
  };

  async function run(x: Float64Array, { rows, cols, eps, gamma, beta }: ForwardShape): Promise<Float64Array> {
    const opened = sessionFor(eps, beta !== undefined);
    opened.runs++;
    try {
      const session = await opened.session;
      const feeds = {
        X: tensorOf(ort, element, x, [rows, cols]),
        Scale: tensorOf(ort, element, gamma ?? new Float64Array(cols).fill(1), [cols]),
        ...(beta && { B: tensorOf(ort, element, beta, [cols]) }),
      };
      return valuesOf((await session.run(feeds)).Y);
    } finally {
      opened.runs--;
      if (sessions.size > sessionsMax) await closeOldest();
    }
  }
}

const insides: Readonly<Record<TensorFormat, string>> = {
  fp16: "fp32 inside and one rounding at the end",
  fp32: "fp32 inside",
  fp64: "fp64 inside",
};
