// What a counterexample says of where it was found: of an engine also which version of it, and on what, since that is what the finding is about.

import type { Provenance } from "../findings/counterexample.ts";
import { platform } from "./platform.ts";
import { version } from "./version.ts";

/** `engineVersion`: of an implementation that has one. */
export function provenance(found: Pick<Provenance, "seed" | "family" | "rowsTried" | "shrinks">, engineVersion: string | undefined): Provenance {
  return { ...found, version, ...(engineVersion === undefined ? {} : { engineVersion, platform: platform() }) };
}
