// What a plug-in hands over, checked field by field before anything is called: a typing error must become one clear message, not a
// contract that is silently the default one.

import type { ArithmeticId } from "../bounds/arithmetic.ts";
import type { Algorithm, GradientForm, OutputForm, Summation } from "../bounds/contract.ts";
import { contains, formatOf } from "../formats/format-of.ts";
import type { ContractDeclaration, FixedParameters, LayerNormImplementation, StorageFormatId } from "./implementation.ts";
import { PluginError } from "./plugin-error.ts";
import { received } from "./received.ts";

// Records, not arrays, so that the compiler finds a choice that is missing here.
const formats: Record<StorageFormatId, true> = { fp64: true, fp32: true, fp16: true, bf16: true };
const algorithms: Record<Algorithm, true> = { stable: true, "two-pass": true, "corrected-two-pass": true, shifted: true, "one-pass": true, welford: true, chan: true };
const summations: Record<Extract<Summation, string>, true> = { any: true, sequential: true, pairwise: true, kahan: true };
const outputs: Record<OutputForm, true> = { any: true, centred: true, expanded: true, folded: true };
const gradients: Record<GradientForm, true> = { stable: true, any: true, means: true, sums: true, folded: true };
const arithmetics: Record<ArithmeticId, true> = { ieee: true, wgsl: true };
const fields: Record<keyof LayerNormImplementation, true> = { id: true, format: true, description: true, version: true, contract: true, fixed: true, rowsPerCall: true, forward: true, backward: true, dispose: true };
const contractFields: Record<keyof ContractDeclaration, true> = { accumulator: true, algorithm: true, summation: true, output: true, gradient: true, arithmetic: true };
const fixedFields: Record<keyof FixedParameters, true> = { cols: true, rows: true, eps: true, gamma: true, beta: true };

/** Of engines; part of a folder's name, so nothing that could leave one. */
export const versionPattern = /^[A-Za-z0-9][A-Za-z0-9.+_-]*$/;

const example = `{ id: "my-kernel", format: "fp32", forward(x, { rows, cols, eps, gamma, beta }) { return y } }`;

/**
 * The value as an implementation. Throws a PluginError that begins with `where` ("my-kernel.ts", "kernels.ts, element 2") and names
 * the field, what was received and the fix. A plain object may have no unknown field; an instance of a class may.
 */
export function validateImplementation(value: unknown, where: string): LayerNormImplementation {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new PluginError(`${where}: expected an implementation, received ${received(value)}: give ${example}`);
  }
  const given = value as Record<string, unknown>;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) requireKnownFields(given, fields, "", where);
  if (typeof given.id !== "string" || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(given.id)) {
    throw new PluginError(`${where}: id is ${received(given.id)}: give a kebab-case name such as "my-kernel" (a-z, 0-9, single hyphens)`);
  }
  const named = `${where} (${given.id})`;
  requireChoice(given.format, formats, "format", named);
  if (typeof given.forward !== "function") throw new PluginError(`${named}: forward is ${received(given.forward)}: give a function (x, { rows, cols, eps, gamma, beta }) => y`);
  requireType(given.description, "string", "description", named);
  requireType(given.version, "string", "version", named);
  if (given.version !== undefined && !versionPattern.test(given.version as string)) {
    throw new PluginError(`${named}: version is ${received(given.version)}: give one such as "1.30.0" (letters, digits and . + - _): it names a folder`);
  }
  requireType(given.backward, "function", "backward", named);
  requireType(given.dispose, "function", "dispose", named);
  requireContract(given.contract, given.format, named);
  if (given.backward !== undefined && (given.contract as ContractDeclaration | undefined)?.arithmetic === "wgsl") {
    throw new PluginError(`${named}: backward is given and contract.arithmetic is "wgsl": the bounds of gradients are proved for "ieee" alone; leave one of them out`);
  }
  requireFixed(given.fixed, named);
  if (given.rowsPerCall !== undefined) requireCount(given.rowsPerCall, "rowsPerCall", named);
  return value as LayerNormImplementation;
}

function requireContract(contract: unknown, format: StorageFormatId, where: string): void {
  if (contract === undefined) return;
  requireObject(contract, contractFields, "contract", where);
  const { accumulator, algorithm, summation, output, gradient, arithmetic } = contract;
  if (accumulator !== undefined) {
    requireChoice(accumulator, formats, "contract.accumulator", where);
    if (!contains(formatOf(accumulator), formatOf(format))) {
      throw new PluginError(`${where}: contract.accumulator "${accumulator}" cannot hold every ${format} value: give a format at least as wide as the storage format`);
    }
  }
  if (algorithm !== undefined) requireChoice(algorithm, algorithms, "contract.algorithm", where);
  if (output !== undefined) requireChoice(output, outputs, "contract.output", where);
  if (gradient !== undefined) requireChoice(gradient, gradients, "contract.gradient", where);
  if (arithmetic !== undefined) requireChoice(arithmetic, arithmetics, "contract.arithmetic", where);
  if (arithmetic === "wgsl") requireProvedForWgsl(accumulator, summation, where);
  if (summation === undefined) return;
  if (typeof summation !== "object" || summation === null) return requireChoice(summation, summations, "contract.summation", where, ", or { height } of the summation tree");
  requireObject(summation, { height: true }, "contract.summation", where);
  requireCount(summation.height, "contract.summation.height", where);
}

/** f32 is what the bounds of docs/webgpu.md are proved for, and a compensated sum is what a compiler that reassociates makes a plain one of. */
function requireProvedForWgsl(accumulator: unknown, summation: unknown, where: string): void {
  if (accumulator !== undefined && accumulator !== "fp32") {
    throw new PluginError(`${where}: contract.accumulator is ${received(accumulator)}: with arithmetic "wgsl" bounds are proved for "fp32" alone; accumulate in f32, or leave it out`);
  }
  if (summation === "kahan") throw new PluginError(`${where}: contract.summation is "kahan": WGSL lets compilers reassociate, which undoes a compensated sum; declare "any", or leave it out`);
}

function requireFixed(fixed: unknown, where: string): void {
  if (fixed === undefined) return;
  requireObject(fixed, fixedFields, "fixed", where);
  if (fixed.cols !== undefined) requireCount(fixed.cols, "fixed.cols", where);
  if (fixed.rows !== undefined) requireCount(fixed.rows, "fixed.rows", where);
  if (fixed.eps !== undefined && !(typeof fixed.eps === "number" && fixed.eps >= 0 && fixed.eps < Infinity)) {
    throw new PluginError(`${where}: fixed.eps is ${received(fixed.eps)}: give a number ≥ 0`);
  }
  for (const name of ["gamma", "beta"] as const) {
    const values = fixed[name];
    if (values === undefined || values === null) continue;
    if (!(values instanceof Float64Array)) throw new PluginError(`${where}: fixed.${name} is ${received(values)}: give a Float64Array of cols values, or null for none`);
    if (values.length !== fixed.cols) throw new PluginError(`${where}: fixed.${name} has ${values.length} values and fixed.cols is ${received(fixed.cols)}: they must agree`);
  }
}

function requireObject(value: unknown, known: object, field: string, where: string): asserts value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new PluginError(`${where}: ${field} is ${received(value)}: give an object with some of ${Object.keys(known).join(", ")}`);
  }
  requireKnownFields(value as Record<string, unknown>, known, `${field}.`, where);
}

function requireKnownFields(value: Record<string, unknown>, known: object, prefix: string, where: string): void {
  const unknown = Object.keys(value).find((key) => !Object.hasOwn(known, key));
  if (unknown !== undefined) throw new PluginError(`${where}: unknown field ${prefix}${unknown}: choose from ${Object.keys(known).join(", ")}`);
}

function requireChoice<T extends string>(value: unknown, choices: Record<T, true>, field: string, where: string, further = ""): asserts value is T {
  if (typeof value === "string" && Object.hasOwn(choices, value)) return;
  throw new PluginError(`${where}: ${field} is ${received(value)}: choose from ${Object.keys(choices).join(", ")}${further}`);
}

function requireType(value: unknown, type: "string" | "function", field: string, where: string): void {
  if (value !== undefined && typeof value !== type) throw new PluginError(`${where}: ${field} is ${received(value)}: give a ${type}, or leave it out`);
}

function requireCount(value: unknown, field: string, where: string): void {
  if (!Number.isSafeInteger(value) || (value as number) < 1) throw new PluginError(`${where}: ${field} is ${received(value)}: give a whole number ≥ 1`);
}
