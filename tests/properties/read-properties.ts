// The properties as the catalogue finds them, by reading their folder, so that a new one is soaked without being named anywhere.

import { readdirSync } from "node:fs";
import type { Property } from "../../src/contract/property.ts";

const folder = new URL("../../properties/", import.meta.url);

export const properties: readonly Property[] = await Promise.all(
  readdirSync(folder)
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .sort()
    .map(async (name) => ((await import(new URL(name, folder).href)) as { default: Property }).default),
);
