// The built-in implementations as the folder holds them, so that a new file is tested without being named anywhere.

import { readdirSync } from "node:fs";
import type { LayerNormImplementation } from "../../src/contract/implementation.ts";

const folder = new URL("../../src/impls/", import.meta.url);

export const fileNames: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith(".ts"))
  .sort();

export const implementations: readonly LayerNormImplementation[] = await Promise.all(
  fileNames.map(async (name) => ((await import(new URL(name, folder).href)) as { default: LayerNormImplementation }).default),
);
