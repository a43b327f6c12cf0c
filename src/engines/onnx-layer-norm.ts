// Finds the LayerNormalization in a model and says how it is to be fed: which input is x, whether γ and β are given or built in, and
// what shape the model insists on. Everything it cannot judge fairly it refuses, with the reason.

import { PluginError } from "../contract/plugin-error.ts";
import { formatOf } from "../formats/format-of.ts";
import { isRepresentable } from "../formats/neighbours.ts";
import { elementOfCode, type TensorElement, tensorElements } from "./onnx-element.ts";
import type { OnnxGraph, OnnxNode, OnnxTensor, OnnxValue } from "./onnx-graph.ts";

/** γ or β: given to an input of the model, or built in. */
export type Weight = { readonly input: string; readonly element: TensorElement } | { readonly values: Float64Array };

export interface OnnxLayerNorm {
  readonly element: TensorElement;
  readonly x: string;
  readonly y: string;
  readonly eps: number;
  readonly gamma: Weight;
  readonly beta: Weight | undefined;
  /** Dimensions of x before the normalised ones; undefined is free. */
  readonly leading: readonly (number | undefined)[];
  /** Normalised dimensions; more than one only where all are fixed. */
  readonly normalised: readonly (number | undefined)[];
}

/** Default of the attribute `epsilon` (onnx/docs/Operators.md). */
const epsilonDefault = Math.fround(1e-5);

/** Nodes that pass values on: a model of one LayerNormalization may have them around it. */
const passing = new Set(["Cast", "Identity", "Constant"]);

/** Throws a PluginError, beginning with `where`, for a model that is not one LayerNormalization in fp16, fp32 or fp64. */
export function findLayerNorm(graph: OnnxGraph, where: string): OnnxLayerNorm {
  const node = onlyLayerNorm(graph, where);
  const producers = new Map(graph.nodes.flatMap((producer) => producer.outputs.map((output) => [output, producer] as const)));
  /** Where a value comes from before Cast and Identity; as many steps as there are nodes, in case a broken file goes in circles. */
  const source = (name = "", steps = graph.nodes.length): string => {
    const producer = producers.get(name);
    return steps > 0 && producer !== undefined && producer.op !== "Constant" && producer !== node ? source(producer.inputs[0], steps - 1) : name;
  };

  const x = graph.inputs.find(({ name }) => name === source(node.inputs[0]));
  if (x === undefined) throw new PluginError(`${where}: the first input of LayerNormalization is not an input of the model: export it with x as an input`);
  const element = requireElement(x, where);
  const y = graph.outputs.find(({ name }) => source(name) === node.outputs[0]);
  if (y === undefined) throw new PluginError(`${where}: the output of LayerNormalization is not an output of the model`);
  if (y.code !== element.code) throw new PluginError(`${where}: "${y.name}" has another type than "${x.name}" (${element.type}): x and y must have the same`);

  const weight = (name: string | undefined): Weight => {
    const from = source(name);
    const tensor = graph.initializers.get(from) ?? producers.get(from)?.attributes.get("value")?.tensor;
    if (tensor !== undefined) return { values: builtIn(tensor, from, element, where) };
    const input = graph.inputs.find((candidate) => candidate.name === from);
    if (input === undefined) throw new PluginError(`${where}: "${from}" is neither an input nor a weight of the model`);
    return { input: from, element: requireElement(input, where) };
  };
  if (!node.inputs[1]) throw new PluginError(`${where}: the LayerNormalization has no input Scale (γ), which is not optional: export it with a weight`);
  const gamma = weight(node.inputs[1]);
  const beta = node.inputs[2] ? weight(node.inputs[2]) : undefined;
  const used = [x.name, ...[gamma, beta].map((one) => (one && "input" in one ? one.input : ""))];
  const further = graph.inputs.find(({ name }) => !used.includes(name));
  if (further !== undefined) throw new PluginError(`${where}: input "${further.name}" is neither x nor γ nor β: export the LayerNormalization alone`);

  return { element, x: x.name, y: y.name, eps: epsilonOf(node, where), gamma, beta, ...dimensionsOf(node, x, gamma, graph, where) };
}

function onlyLayerNorm(graph: OnnxGraph, where: string): OnnxNode {
  const found = graph.nodes.filter(({ op }) => op === "LayerNormalization");
  const others = [...new Set(graph.nodes.map(({ op }) => op))].filter((op) => op !== "LayerNormalization" && !passing.has(op));
  if (found.length === 0) {
    const has = others.length === 0 ? "it has no nodes" : `it has ${others.slice(0, 5).join(", ")}${others.length > 5 ? ", …" : ""}`;
    throw new PluginError(`${where}: no LayerNormalization node (${has}): export with opset 17 or later, which has the operator`);
  }
  if (found.length > 1) throw new PluginError(`${where}: ${found.length} LayerNormalization nodes: export one alone`);
  if (others.length > 0) throw new PluginError(`${where}: besides LayerNormalization there is ${others.slice(0, 5).join(", ")}: export the LayerNormalization alone`);
  return found[0];
}

function requireElement({ name, code }: OnnxValue, where: string): TensorElement {
  const element = elementOfCode(code);
  if (element !== undefined) return element;
  const supported = Object.values(tensorElements).map(({ type, code: known }) => `${type} (${known})`);
  throw new PluginError(`${where}: "${name}" has ONNX element type ${code}: supported are ${supported.join(", ")}`);
}

function builtIn(tensor: OnnxTensor, name: string, x: TensorElement, where: string): Float64Array {
  if (tensor.bytes === undefined) throw new PluginError(`${where}: the values of "${name}" are not in the file: save the model with its weights inside`);
  const element = requireElement({ name, code: tensor.code, dims: undefined }, where);
  const values = element.decode(tensor.bytes);
  const format = formatOf(x.format);
  const foreign = values.find((value) => !isRepresentable(format, value));
  if (foreign !== undefined) throw new PluginError(`${where}: "${name}" holds ${foreign}, which is not a ${x.format} value, and x is ${x.format}: convert the weights to the type of x`);
  return values;
}

function epsilonOf(node: OnnxNode, where: string): number {
  const eps = node.attributes.get("epsilon")?.float ?? epsilonDefault;
  if (!(eps >= 0 && eps < Infinity)) throw new PluginError(`${where}: the attribute epsilon is ${eps}: it must be a number ≥ 0`);
  return eps;
}

function dimensionsOf(node: OnnxNode, x: OnnxValue, gamma: Weight, graph: OnnxGraph, where: string): Pick<OnnxLayerNorm, "leading" | "normalised"> {
  const dims = x.dims ?? [undefined, undefined];
  const axis = node.attributes.get("axis")?.int ?? -1;
  const first = axis < 0 ? axis + dims.length : axis;
  if (first < 0 || first >= dims.length) throw new PluginError(`${where}: axis ${axis} of an input with ${dims.length} dimensions`);
  const leading = dims.slice(0, first);
  const normalised = dims.slice(first);
  if (normalised.length > 1) {
    if (normalised.includes(undefined)) throw new PluginError(`${where}: normalised over ${normalised.length} dimensions that are not all fixed: fix them, or normalise the last one`);
    return { leading, normalised };
  }
  const weightDims = "input" in gamma ? graph.inputs.find(({ name }) => name === gamma.input)?.dims : [gamma.values.length];
  return { leading, normalised: [normalised[0] ?? weightDims?.at(-1)] };
}
