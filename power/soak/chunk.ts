// The controls of one storage format on fresh rows, for so many seconds or until the soak has all its rows: what one thread of a soak does at a time.

import { allFamilies, allProperties } from "../../src/campaign/catalogue.ts";
import { Scores } from "../../src/campaign/search/scores.ts";
import { Search } from "../../src/campaign/search/search.ts";
import { climbedElementsMax, Sweeps } from "../../src/campaign/search/sweeps.ts";
import { profiles } from "../../src/campaign/settings.ts";
import type { StorageFormatId } from "../../src/contract/implementation.ts";
import { allControls } from "../read-units.ts";
import { groupOf, type Member } from "./group.ts";
import { type Count, SoakJudge } from "./judge.ts";
import { advance, hasEnded, type SoakMeter } from "./meter.ts";

export interface SoakChunk {
  readonly format: StorageFormatId;
  readonly seconds: number;
  readonly seed: string;
  readonly meter: SoakMeter;
}

export interface Soaked {
  readonly format: StorageFormatId;
  /** By id of the control. */
  readonly counts: ReadonlyMap<string, Count>;
  /** Distinct rows by where they are from: a row family, or the search. */
  readonly rowsFrom: ReadonlyMap<string, number>;
}

const [controls, properties, families] = await Promise.all([allControls(), allProperties(), allFamilies()]);

export default async function soakChunk({ format, seconds, seed, meter }: SoakChunk): Promise<Soaked> {
  const group = groupOf(controls, format);
  const judge = new SoakJudge(group, properties);
  // Rows that overflow one accumulator are ordinary to a wider one: each accumulator of the group has rows, and a search, made for it.
  const lanes = oneByAccumulator(group).map((member) => lane(member, { seed, judge, meter }));
  const end = performance.now() + 1000 * seconds;
  while (performance.now() < end && !hasEnded(meter)) for (const next of lanes) await next();
  return { format, counts: new Map(group.map(({ control }, m) => [control.id, judge.counts[m]!])), rowsFrom: judge.rowsFrom };
}

function oneByAccumulator(group: readonly Member[]): readonly Member[] {
  return group.filter(({ contract }, m) => group.findIndex((other) => other.contract.accumulator === contract.accumulator) === m);
}

/** The rows of a run of `verify` with the member's formats, a few batches at each call. */
function lane({ control, contract }: Member, { seed, judge, meter }: { seed: string; judge: SoakJudge; meter: SoakMeter }): () => Promise<void> {
  const { elementsMax, targetedShare } = profiles.pr;
  const search = new Search(families.map(({ id }) => id));
  const scores = new Scores(climbedElementsMax);
  const own = `${seed} ${contract.accumulator.id}`;
  const sweeps = new Sweeps({ implementation: control, contract, families, seed: own, elementsMax, targetedShare, search, scores: () => scores.take() });
  return () =>
    sweeps.next(Number.MAX_SAFE_INTEGER, (batch, origin) => {
      judge.batch(batch, origin, scores);
      advance(meter, batch.rows * judge.counts.length);
    });
}
