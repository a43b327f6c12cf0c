// Whether what a fixture records can be expected here: that of an engine holds for the version and the kind of machine that it was found on.

import type { Counterexample } from "./counterexample.ts";

export interface Here {
  /** Of the engine that is installed; undefined for an implementation that has none. */
  readonly version: string | undefined;
  /** "linux x64" */
  readonly platform: string;
}

/** How the engine here differs from the one of the record, for people: "recorded of version 1.29.0, 1.30.0 is installed"; undefined where it does not. */
export function otherThanRecorded({ found }: Pick<Counterexample, "found">, { version, platform }: Here): string | undefined {
  const { engineVersion, platform: recorded } = found;
  if (engineVersion === undefined) return undefined;
  if (version !== engineVersion) return `recorded of version ${engineVersion}, ${version === undefined ? "and what runs here has no version" : `and version ${version} is installed here`}`;
  return recorded === undefined || recorded === platform ? undefined : `recorded on ${recorded}, and this is ${platform}`;
}
