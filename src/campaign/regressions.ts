// Regression fixtures of one implementation, replayed before anything new is tried: an open one must still reproduce, a fixed one
// must hold.

import { join } from "node:path";
import type { LayerNormImplementation } from "../contract/implementation.ts";
import type { Property } from "../contract/property.ts";
import { replay } from "../findings/replay.ts";
import { readFixtures } from "../findings/store.ts";
import { beyondPropertyOf } from "./beyond-property.ts";
import type { RegressionFailure } from "./result.ts";

export interface Regressions {
  readonly replayed: number;
  readonly failures: readonly RegressionFailure[];
  /** Properties with an open fixture that still reproduces, and its file. */
  readonly known: ReadonlyMap<string, string>;
}

/** Replays every fixture of the implementation below `folder`. Broken files are failures, not crashes. */
export async function replayRegressions(folder: string, implementation: LayerNormImplementation, properties: readonly Property[]): Promise<Regressions> {
  const { fixtures, errors } = readFixtures(join(folder, implementation.id));
  const failures: RegressionFailure[] = errors.map((error) => ({ file: error.file, property: "", message: error.message }));
  const known = new Map<string, string>();
  let replayed = 0;
  for (const { file, counterexample } of fixtures) {
    const { property: id, status, implementation: recorded } = counterexample;
    if (recorded !== implementation.id) {
      failures.push({ file, property: id, message: `${file}: it is a fixture of ${recorded}; move it to ${join(folder, recorded)}` });
      continue;
    }
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
