// What becomes of a find: a fixture file that can be committed and replayed. Violations go to the regressions, what lies beyond the
// contract to the report folder; under CI nothing is written, and the fixture's text goes into the report.

import { join, relative } from "node:path";
import type { ImplementationResult } from "../campaign/result.ts";
import type { Counterexample } from "../findings/counterexample.ts";
import { fixtureText } from "../findings/fixture.ts";
import { fixturePath, writeFixture } from "../findings/store.ts";
import type { Kept } from "../report/from-results.ts";

export interface Keeping {
  /** Folder of regression fixtures. */
  readonly regressions: string;
  readonly report: string;
  /** Under CI: no file. */
  readonly readOnly: boolean;
  /** How `replay` finds the implementation: " --implementation ./my-kernel.ts", or nothing for those it knows. */
  readonly where: (implementation: string) => string;
  readonly onError: (message: string) => void;
}

/** Writes the fixtures of a result and returns what became of each counterexample. */
export function keep(result: ImplementationResult, keeping: Keeping): ReadonlyMap<Counterexample, Kept> {
  const kept = new Map<Counterexample, Kept>();
  for (const { counterexample, fixture, others = [] } of result.properties) {
    // A violation that an open fixture knows is not written a second time, whatever its causes: every run would add files.
    if (fixture === undefined) for (const other of others) kept.set(other.counterexample, written(keeping.regressions, other.counterexample, keeping));
    if (counterexample) kept.set(counterexample, fixture ? known(fixture, result, keeping) : written(keeping.regressions, counterexample, keeping));
  }
  for (const { counterexample } of result.beyond) kept.set(counterexample, written(join(keeping.report, "beyond"), counterexample, keeping));
  return kept;
}

function known(fixture: string, { implementation }: ImplementationResult, { where }: Keeping): Kept {
  return { fixture, replay: `npx normfuzz replay ${fixture}${where(implementation)}` };
}

function written(folder: string, counterexample: Counterexample, { readOnly, where, onError }: Keeping): Kept {
  const replay = (file: string) => `npx normfuzz replay ${file}${where(counterexample.implementation)}`;
  if (readOnly) return { fixtureText: fixtureText(counterexample), replay: replay(join(folder, fixturePath(counterexample))) };
  try {
    const file = relative(process.cwd(), writeFixture(folder, counterexample));
    return { fixture: file, replay: replay(file) };
  } catch (error) {
    onError((error as Error).message);
    return { fixtureText: fixtureText(counterexample) };
  }
}
