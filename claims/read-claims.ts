// The claims there are, found by reading the folder: adding one is adding a file.

import { readdirSync } from "node:fs";
import type { Claim } from "./claim.ts";

/** In the order of their numbers. Throws where a file has no claim with its name as id. */
export async function allClaims(): Promise<readonly Claim[]> {
  const names = readdirSync(new URL("./", import.meta.url))
    .filter((name) => /^\d\d-[a-z0-9-]+\.[jt]s$/.test(name))
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const module: { default?: Claim } = await import(new URL(name, import.meta.url).href);
      const expected = name.slice(0, -3);
      if (module.default?.id !== expected) throw new Error(`claims/${name}: its default export must have the id "${expected}", not ${JSON.stringify(module.default?.id)}`);
      return module.default;
    }),
  );
}
