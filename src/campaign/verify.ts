// Verifies implementations in this thread: the library's way, for objects that exist in the caller's memory. The command runs each
// target in a worker instead (supervise.ts), which also survives a kernel that never returns.

import type { LayerNormImplementation } from "../contract/implementation.ts";
import { validateImplementation } from "../contract/validate.ts";
import { allFamilies } from "./catalogue.ts";
import { chosenProperties } from "./chosen-properties.ts";
import { freshSeed } from "./derive-seed.ts";
import type { ImplementationResult } from "./result.ts";
import { runImplementation } from "./run-implementation.ts";
import { profiles, type Settings } from "./settings.ts";

/** What may be chosen; everything has the default of profile "local". */
export type VerifyOptions = Partial<Settings>;

/**
 * Verifies one implementation and returns what was found. Throws a PluginError when the object is not an implementation, UnknownProperty
 * for a property id that is not there.
 */
export async function verify(implementation: LayerNormImplementation, options: VerifyOptions = {}): Promise<ImplementationResult> {
  const valid = validateImplementation(implementation, "verify");
  const settings = settingsOf(options);
  const [properties, families] = await Promise.all([chosenProperties(settings.properties), allFamilies()]);
  return runImplementation({ implementation: valid, properties, families, settings });
}

/** Options over the defaults of their profile; a fresh seed where none is given. */
export function settingsOf(options: VerifyOptions): Settings {
  const defaults = profiles[options.profile ?? "local"];
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  return { seed: freshSeed(), ...defaults, ...given };
}
