// What there is: implementations, properties and row families, found by reading their folders. Adding one is adding a file.

import { readdirSync } from "node:fs";
import type { LayerNormImplementation } from "../contract/implementation.ts";
import type { Property } from "../contract/property.ts";
import type { Engine } from "../engines/engine.ts";
import { validateImplementation } from "../contract/validate.ts";
import type { RowFamily } from "../rows/family.ts";

/** The built-in implementations, by id. */
export function builtinImplementations(): Promise<readonly LayerNormImplementation[]> {
  return readFolder<LayerNormImplementation>(new URL("../impls/", import.meta.url), validateImplementation);
}

/** Models of engines, bit for bit, by id: kernels to compare with, beside the built-in ones. */
export function engineModels(): Promise<readonly LayerNormImplementation[]> {
  return readFolder<LayerNormImplementation>(new URL("../impls/models/", import.meta.url), validateImplementation);
}

/** The engines that we know how to call, by id; whether they are installed is another matter. */
export function allEngines(): Promise<readonly Engine[]> {
  return readFolder<Engine>(new URL("../engines/installed/", import.meta.url));
}

/** Every property of the forward pass, by id. */
export function allProperties(): Promise<readonly Property[]> {
  return readFolder<Property>(new URL("../../properties/", import.meta.url));
}

/** Every property of the backward pass, by id. */
export function backwardProperties(): Promise<readonly Property[]> {
  return readFolder<Property>(new URL("../../properties/backward/", import.meta.url));
}

/** Those of the forward pass, then those of the backward pass. */
export async function everyProperty(): Promise<readonly Property[]> {
  return (await Promise.all([allProperties(), backwardProperties()])).flat();
}

/** Every row family, by id. */
export function allFamilies(): Promise<readonly RowFamily[]> {
  return readFolder<RowFamily>(new URL("../rows/families/", import.meta.url));
}

async function readFolder<T extends { readonly id: string }>(folder: URL, validate?: (value: unknown, where: string) => T): Promise<readonly T[]> {
  const names = readdirSync(folder)
    .filter((name) => /\.[jt]s$/.test(name) && !/\.(test|d)\.[jt]s$/.test(name))
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const module: { default?: T } = await import(new URL(name, folder).href);
      const unit = validate ? validate(module.default, name) : module.default;
      const expected = name.slice(0, -3);
      if (unit?.id !== expected) throw new Error(`${folder.pathname}${name}: its default export must have the id "${expected}", not ${JSON.stringify(unit?.id)}`);
      return unit;
    }),
  );
}
