// Targeted search as a fast-check plugin: a share of the batches is not what the arbitrary would draw, but what the search chooses: more of
// a family that came near to a violation, or a neighbour of the best batches so far. Deterministic: all of it follows from the seed and the scores.

import fc from "fast-check";
import type { Batch } from "../../oracle/row.ts";
import type { GenerateOptions, Random, RowFamily } from "../../rows/family.ts";
import { mutate } from "../../rows/mutations.ts";
import type { Elite } from "./corpus.ts";
import type { Coverage } from "./coverage.ts";
import type { Arm, Search } from "./search.ts";

export interface TargetedOptions {
  readonly search: Search;
  readonly coverage: Coverage;
  readonly families: readonly RowFamily[];
  readonly generate: GenerateOptions;
  readonly random: Random;
  /** Of all batches, the share that the search chooses: 0 to 1. */
  readonly share: number;
  /** The arm that a batch is from, for those that the search chose. */
  readonly origins: WeakMap<Batch, Arm>;
  /** The family that the arbitrary draws from. */
  readonly drawnFrom: () => string;
  /** What the run just made was worth. Asked once after every run. */
  readonly scores: () => Iterable<Elite>;
}

/** For properties of one batch: `fc.check(fc.property(batches, judge), { plugins: [targeted({ … })] })`. */
export function targeted(options: TargetedOptions): fc.Plugin<[Batch]> {
  const { search, coverage, random, share, origins, drawnFrom, scores } = options;
  return () => ({
    decorateGenerate: (draw) => (generator, runId) => {
      const batch = random.chance(share) ? chosen(options) : undefined;
      return batch === undefined ? draw(generator, runId) : new fc.Value<[Batch]>([batch], undefined);
    },
    decorateRun: (run) => (value) => {
      coverage.visit(value[0]);
      const learn = () => search.learn(origins.get(value[0]) ?? { kind: "family", id: drawnFrom() }, scores());
      const outcome = run(value);
      if (!(outcome instanceof Promise)) {
        learn();
        return outcome;
      }
      return outcome.then((settled) => {
        learn();
        return settled;
      }) as typeof outcome;
    },
  });
}

/** Of the batches that the search chooses, those that go where nothing was tried yet. */
const coverShare = 1 / 3;

function chosen({ search, coverage, families, generate, random, origins }: TargetedOptions): Batch | undefined {
  if (random.chance(coverShare)) {
    const family = random.pick(families);
    const batch = coverage.lead(family.generate(random, generate), random);
    origins.set(batch, { kind: "cover", id: family.id });
    return batch;
  }
  const arm = search.arm(random);
  const batch = arm && fromArm(arm);
  if (batch !== undefined) origins.set(batch, arm!);
  return batch;

  function fromArm({ kind, id }: Arm): Batch | undefined {
    if (kind === "family") return families.find((family) => family.id === id)?.generate(random, generate);
    const elite = search.corpus.pick(id, random);
    return elite && mutate(elite, random, generate);
  }
}
