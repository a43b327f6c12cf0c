// What people name on the command line, and how it is loaded: a built-in's id, an engine's, a module, an .onnx file, a .wgsl shader, a
// folder, a program.

import { existsSync, readdirSync, statSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import type { LayerNormImplementation } from "../contract/implementation.ts";
import { loadModule, moduleExtensions } from "../engines/module.ts";
import { loadOnnxFile } from "../engines/onnx-file.ts";
import { loadWgslFile } from "../engines/browser/wgsl-file.ts";
import type { Engine } from "../engines/engine.ts";
import { missingOf } from "../engines/missing.ts";
import { loadProcess } from "../engines/process/load-process.ts";
import { allEngines, builtinImplementations, engineModels } from "./catalogue.ts";
import { nearest } from "./nearest.ts";

export interface Target {
  readonly kind: "builtin" | "engine" | "module" | "onnx" | "wgsl" | "process";
  /** An id, an absolute path, or the command line of a program. */
  readonly name: string;
  /** As people wrote it, for messages. */
  readonly label: string;
  /** Not asked for by name: where it is not installed it is left out, and that is said. */
  readonly optional?: boolean;
  /** An engine that is a program, or in a browser: it watches its own calls. */
  readonly program?: boolean;
  readonly browser?: true | undefined;
  /** A model of an engine: it is held to what the engine is held to, whatever its own contract says. */
  readonly asEngine?: boolean;
  /** Of a program: the formats to take of those that it offers, and the memory that it may use. */
  readonly formats?: readonly string[] | undefined;
  readonly memoryMegabytes?: number | undefined;
}

/** What a program may do. */
export type ProcessLimits = Pick<Target, "formats" | "memoryMegabytes">;

/** What cannot be verified because it is not there; the message names it and the fix. */
export class UnknownTarget extends Error {
  override readonly name = "UnknownTarget";
}

/** The targets that a word names: one, or several for a folder or for an engine. Throws UnknownTarget. */
export async function resolveTarget(word: string): Promise<readonly Target[]> {
  const program = execWord.exec(word);
  if (program) return [processTarget(program[2]!, program[1] === undefined ? {} : { formats: program[1].split(",") })];
  const builtin = [...(await builtinImplementations()), ...(await engineModels())].map(({ id }) => id);
  if (builtin.includes(word)) return [{ kind: "builtin", name: word, label: word }];
  const engines = await allEngines();
  const engine = engines.find(({ id }) => id === word);
  if (engine !== undefined) return engineTargets(engine, false);
  const owner = engines.find(({ implementations }) => implementations.some(({ id }) => id === word));
  if (owner !== undefined) return [{ kind: "engine", name: word, label: word, ...watching(owner) }];
  const path = resolve(word);
  if (existsSync(path)) return statSync(path).isDirectory() ? folderTargets(path, word) : [fileTarget(path, word)];
  const ids = engines.flatMap(({ id, implementations }) => [id, ...implementations.map((one) => one.id)]);
  const suggestion = nearest(word, [...builtin, ...ids]);
  if (/[./\\]/.test(word)) throw new UnknownTarget(`${word}: no such file or folder`);
  throw new UnknownTarget(`${word}: no implementation has this id, and there is no such file${suggestion ? `; did you mean ${suggestion}?` : ""} (normfuzz list shows all)`);
}

/** A program where a command takes one word: "exec:python3 my_kernel.py", or with formats, "exec@fp16:python3 my_kernel.py". */
const execWord = /^exec(?:@([a-z0-9,]+))?:(.*)$/s;

/** A program by its command line, which no shell reads. */
export function processTarget(command: string, limits: ProcessLimits = {}): Target {
  const formats = limits.formats === undefined ? "" : `@${limits.formats.join(",")}`;
  return { kind: "process", name: command, label: `exec${formats}:${command}`, ...limits };
}

/** Everything that a plain `verify` looks at: all built-ins but the models of engines, and the engines that are packages; programs and browsers are started for those who name them. */
export async function defaultTargets(): Promise<readonly Target[]> {
  const builtin = (await builtinImplementations()).map(({ id }): Target => ({ kind: "builtin", name: id, label: id }));
  return [...builtin, ...(await allEngines()).filter(({ program, browser }) => !program && !browser).flatMap((engine) => engineTargets(engine, true))];
}

/** Every engine that there is; those that are not installed are left out. */
export async function everyEngine(): Promise<readonly Target[]> {
  return (await allEngines()).flatMap((engine) => engineTargets(engine, true));
}

export function engineTargets(engine: Engine, optional: boolean): readonly Target[] {
  return engine.implementations.map(({ id, further, optional: own }) => ({ kind: "engine", name: id, label: id, optional: optional || further !== undefined || own === true, ...watching(engine) }));
}

function watching({ program, browser }: Engine): Pick<Target, "program" | "browser"> {
  return program || browser ? { program: true, ...(browser && { browser }) } : {};
}

/** Why an engine cannot be loaded, and how to install it, found without loading anything; undefined when nothing is known to be missing. */
export async function missingPackage({ kind, name }: Target): Promise<string | undefined> {
  if (kind !== "engine") return undefined;
  return missingOf(await engineOf(name), name);
}

async function engineOf(implementation: string): Promise<Engine> {
  return (await allEngines()).find(({ implementations }) => implementations.some(({ id }) => id === implementation))!;
}

function fileTarget(path: string, label: string): Target {
  const extension = extname(path).toLowerCase();
  if (extension === ".onnx") return { kind: "onnx", name: path, label };
  if (extension === ".wgsl") return { kind: "wgsl", name: path, label };
  if (moduleExtensions.includes(extension)) return { kind: "module", name: path, label };
  throw new UnknownTarget(`${label}: a ${extension || "file without extension"} is not something to verify; give a module (${moduleExtensions.join(", ")}), an .onnx model or a .wgsl shader`);
}

function folderTargets(folder: string, label: string): readonly Target[] {
  const names = readdirSync(folder)
    .filter((name) => [...moduleExtensions, ".onnx"].includes(extname(name).toLowerCase()) && !/\.(d|test|spec)\.[cm]?[jt]s$/.test(name))
    .sort();
  if (names.length === 0) throw new UnknownTarget(`${label}: the folder holds no module (${moduleExtensions.join(", ")}) and no .onnx model`);
  return names.map((name) => fileTarget(join(folder, name), join(label, name)));
}

/** The implementations of a target; a program watches its own calls. Throws a PluginError or an EngineUnavailable with a message for people. */
export async function loadTarget({ kind, name, asEngine, formats, memoryMegabytes }: Target, { callSeconds }: { readonly callSeconds: number }): Promise<readonly LayerNormImplementation[]> {
  switch (kind) {
    case "builtin":
      return [...(await builtinImplementations()), ...(await engineModels())].filter(({ id }) => id === name).map((one) => (asEngine ? heldAsEngine(one) : one));
    case "engine":
      return [await (await engineOf(name)).load(name, { callSeconds })];
    case "module":
      return loadModule(name);
    case "onnx":
      return [await loadOnnxFile(name)];
    case "wgsl":
      return [await loadWgslFile(name, { callSeconds, memoryMegabytes })];
    case "process":
      return loadProcess({ command: name, formats, callSeconds, memoryMegabytes });
  }
}

/** Engines promise nothing but a format of accumulation, so they are held to what every stable algorithm can promise. */
function heldAsEngine(implementation: LayerNormImplementation): LayerNormImplementation {
  const { backward: _, ...forward } = implementation;
  const { accumulator } = implementation.contract ?? {};
  return { ...forward, contract: { ...(accumulator && { accumulator }), algorithm: "stable" } };
}
