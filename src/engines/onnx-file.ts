// A user's .onnx file as an implementation, run by ONNX Runtime: what it has built in becomes `fixed`, and batches of any number of
// rows are cut to the shape that it takes.

import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import type { InferenceSession } from "onnxruntime-node";
import type { FixedParameters, LayerNormImplementation } from "../contract/implementation.ts";
import { PluginError } from "../contract/plugin-error.ts";
import { thrown } from "../contract/received.ts";
import { fileId } from "./file-id.ts";
import { loadOnnxRuntime, type OnnxRuntime } from "./load-onnxruntime.ts";
import { findLayerNorm, type OnnxLayerNorm, type Weight } from "./onnx-layer-norm.ts";
import { type OnnxGraph, readOnnxGraph } from "./onnx-graph.ts";
import { openSession, tensorOf, valuesOf } from "./onnx-session.ts";

/** One LayerNormalization with γ and β for eight million columns fits; a whole network does not belong here. */
const bytesMax = 2 ** 26;

/**
 * The LayerNormalization of the model file, held to the contract "stable". Throws a PluginError naming the file and the fix when it is
 * no such model, and EngineUnavailable when onnxruntime-node is not installed.
 */
export async function loadOnnxFile(path: string): Promise<LayerNormImplementation> {
  const bytes = await readModel(path);
  const norm = findLayerNorm(parse(bytes, path), path);
  const ort = loadOnnxRuntime("onnxruntime-node");
  const session = await open(ort, bytes, path);
  return {
    id: fileId(path, "model"),
    format: norm.element.format,
    description: `LayerNormalization of ${basename(path)}, run by ONNX Runtime`,
    contract: { accumulator: norm.element.format === "fp64" ? "fp64" : "fp32", algorithm: "stable" },
    fixed: fixedOf(norm),
    rowsPerCall: 256,
    forward: (x, { rows, cols, gamma, beta }) => run({ ort, session, norm }, { x, rows, cols, gamma, beta }),
    dispose: () => session.release(),
  };
}

async function readModel(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size === 0) throw new PluginError(`${path}: the file is empty (0 bytes)`);
    if (size > bytesMax) throw new PluginError(`${path}: ${Math.round(size / 2 ** 20)} MiB, more than the ${bytesMax / 2 ** 20} MiB that are read: export the LayerNormalization alone`);
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if (error instanceof PluginError) throw error;
    throw new PluginError(`${path}: cannot be read: ${thrown(error)}`);
  }
}

function parse(bytes: Uint8Array, path: string): OnnxGraph {
  try {
    return readOnnxGraph(bytes);
  } catch (error) {
    throw new PluginError(`${path}: not an ONNX model (${error instanceof Error ? error.message : error})`);
  }
}

async function open(ort: OnnxRuntime, bytes: Uint8Array, path: string): Promise<InferenceSession> {
  try {
    return await openSession(ort, bytes);
  } catch (error) {
    throw new PluginError(`${path}: ONNX Runtime refuses the model: ${thrown(error)}`);
  }
}

function fixedOf({ normalised, eps, gamma, beta }: OnnxLayerNorm): FixedParameters {
  const cols = normalised.some((dim) => dim === undefined) ? undefined : product(normalised);
  return {
    eps,
    ...(cols !== undefined && { cols }),
    ...("values" in gamma && { gamma: gamma.values }),
    ...(beta === undefined ? { beta: null } : "values" in beta && { beta: beta.values }),
  };
}

interface Feed {
  readonly x: Float64Array;
  readonly rows: number;
  readonly cols: number;
  readonly gamma: Float64Array | undefined;
  readonly beta: Float64Array | undefined;
}

interface Opened {
  readonly ort: OnnxRuntime;
  readonly session: InferenceSession;
  readonly norm: OnnxLayerNorm;
}

async function run({ ort, session, norm }: Opened, { x, rows, cols, gamma, beta }: Feed): Promise<Float64Array> {
  const weights = {
    ...feedWeight({ ort, norm }, norm.gamma, gamma ?? new Float64Array(cols).fill(1)),
    ...(norm.beta && feedWeight({ ort, norm }, norm.beta, beta ?? new Float64Array(cols))),
  };
  // A free dimension takes all rows at once; otherwise the model is run block by block. The last block is filled with zeros.
  const block = product(norm.leading);
  const free = norm.leading.indexOf(undefined);
  const rowsPerRun = free < 0 ? block : block * Math.ceil(rows / block);
  const trailing = norm.normalised.length === 1 ? [cols] : norm.normalised.map(Number);
  const dims = [...norm.leading.map((dim, i) => dim ?? (i === free ? rowsPerRun / block : 1)), ...trailing];
  const y = new Float64Array(rows * cols);
  for (let first = 0; first < rows; first += rowsPerRun) {
    const given = Math.min(rowsPerRun, rows - first);
    const input = new Float64Array(rowsPerRun * cols);
    input.set(x.subarray(first * cols, (first + given) * cols));
    const outputs = await session.run({ ...weights, [norm.x]: tensorOf(ort, norm.element, input, dims) }, [norm.y]);
    y.set(valuesOf(outputs[norm.y]).subarray(0, given * cols), first * cols);
  }
  return y;
}

function feedWeight({ ort, norm: { normalised } }: Omit<Opened, "session">, weight: Weight, values: Float64Array): InferenceSession.FeedsType {
  if (!("input" in weight)) return {};
  return { [weight.input]: tensorOf(ort, weight.element, values, normalised.length === 1 ? [values.length] : normalised.map(Number)) };
}

/** Of the fixed dimensions; free ones count once. */
function product(dims: readonly (number | undefined)[]): number {
  return dims.reduce<number>((all, dim) => all * (dim ?? 1), 1);
}
