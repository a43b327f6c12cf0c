// Regression fixtures of one implementation, replayed before anything new is tried: an open one must still reproduce, a fixed one
// must hold.

import { join } from "node:path";
import type { LayerNormImplementation } from "../contract/implementation.ts";
import type { Property } from "../contract/property.ts";
import { replay } from "../findings/replay.ts";
import { readFixtures, versionedFolder } from "../findings/store.ts";
import { otherThanRecorded } from "../findings/recorded-for.ts";
import { beyondPropertyOf } from "./beyond-property.ts";
import { platform } from "./platform.ts";
import type { RegressionFailure } from "./result.ts";

export interface Regressions {
  readonly replayed: number;
  readonly failures: readonly RegressionFailure[];
  /** Properties with an open fixture that still reproduces, and its file. */
  readonly known: ReadonlyMap<string, string>;
}

/** Replays every fixture of the implementation below `folder`, of an engine those of its version. Broken files are failures, not crashes. */
export async function replayRegressions(folder: string, implementation: LayerNormImplementation, properties: readonly Property[]): Promise<Regressions> {
  const { id: own, version } = implementation;
  const stored = [own, ...(version === undefined ? [] : [versionedFolder(own, version)])].map((name) => readFixtures(join(folder, name)));
  const [fixtures, errors] = [stored.flatMap((one) => one.fixtures), stored.flatMap((one) => one.errors)];
  const failures: RegressionFailure[] = errors.map((error) => ({ file: error.file, property: "", message: error.message }));
  const known = new Map<string, string>();
  let replayed = 0;
  for (const { file, counterexample } of fixtures) {
    const { property: id, status, implementation: recorded } = counterexample;
    if (recorded !== implementation.id) {
      failures.push({ file, property: id, message: `${file}: it is a fixture of ${recorded}; move it to ${join(folder, recorded)}` });
      continue;
    }
    // What another processor makes an engine do is no news about this one.
    if (otherThanRecorded(counterexample, { version, platform: platform() }) !== undefined) continue;
    const property = properties.find((one) => one.id === id) ?? beyondPropertyOf(id);
    // A run over some properties replays only their fixtures.
    if (property === undefined) continue;
    replayed++;
    const { asExpected, message } = await replay(counterexample, implementation, property, { stages: false });
    if (!asExpected) failures.push({ file, property: id, message: `${file}: ${message}` });
    else if (status === "open") known.set(id, file);
  }
  return { replayed, failures, known };
}
