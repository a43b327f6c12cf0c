// A user's module as implementations: plain JavaScript by Node itself, TypeScript through tsx, which also takes what Node's own type
// stripping does not (enums, imports without extension) and makes Node 20 no special case.

import { access, stat } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { LayerNormImplementation } from "../contract/implementation.ts";
import { PluginError } from "../contract/plugin-error.ts";
import { validateImplementation } from "../contract/validate.ts";
import { loadFailure } from "./load-failure.ts";

const javascript = [".js", ".mjs", ".cjs"];
const typescript = [".ts", ".mts", ".cts"];

/** Extensions that `loadModule` takes. */
export const moduleExtensions: readonly string[] = [...typescript, ...javascript];

/**
 * The default export of the module, one implementation or an array of them, validated. Works in worker threads. Throws a PluginError
 * naming the file, the element, the field and the fix.
 */
export async function loadModule(path: string): Promise<LayerNormImplementation[]> {
  await requireFile(path);
  const exported = await importDefault(path);
  if (!Array.isArray(exported)) return [validateImplementation(exported, path)];
  if (exported.length === 0) throw new PluginError(`${path}: the default export is an empty array: give at least one implementation`);
  const implementations = Array.from(exported, (element: unknown, i) => validateImplementation(element, `${path}, element ${i}`));
  implementations.forEach(({ id }, i) => {
    const first = implementations.findIndex((other) => other.id === id);
    if (first < i) throw new PluginError(`${path}: elements ${first} and ${i} both have the id "${id}": every id must be different`);
  });
  return implementations;
}

async function requireFile(path: string): Promise<void> {
  if (!moduleExtensions.includes(extname(path))) throw new PluginError(`${path}: not a module: choose a file that ends in ${moduleExtensions.join(", ")}`);
  const full = resolve(path);
  try {
    await access(full);
  } catch {
    throw new PluginError(`${path}: no such file (looked for ${full})`);
  }
  if ((await stat(full)).isDirectory()) throw new PluginError(`${path}: a folder, not a module: name the file in it`);
}

async function importDefault(path: string): Promise<unknown> {
  const module = await importFile(path);
  // A module that was translated to CommonJS arrives as the default of another one.
  const exports = isModule(module.default) ? module.default : module;
  if ("default" in exports) return exports.default;
  const names = Object.keys(exports).filter((name) => name !== "module.exports");
  throw new PluginError(`${path}: no default export (found ${names.join(", ") || "no exports"}): write export default { id, format, forward }`);
}

async function importFile(path: string): Promise<Record<string, unknown>> {
  const url = pathToFileURL(resolve(path)).href;
  try {
    if (javascript.includes(extname(path))) return await import(url);
    const { tsImport } = await import("tsx/esm/api");
    return await tsImport(url, import.meta.url);
  } catch (error) {
    throw new PluginError(loadFailure(error, path), { cause: error });
  }
}

function isModule(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && (value as { __esModule?: unknown }).__esModule === true;
}
