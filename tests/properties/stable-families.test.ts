// The supreme rule: no correct kernel of a stable family is ever accused, by any property, on any row, under any contract that
// covers it.

import { describe, expect, it } from "vitest";
import { invoke } from "../../src/contract/invoke.ts";
import type { Call } from "../../src/contract/call.ts";
import { tryProperty, type Trial } from "../../src/contract/trial.ts";
import { formatOf } from "../../src/formats/format-of.ts";
import type { Batch } from "../../src/oracle/row.ts";
import { randomFrom } from "../../src/rows/random.ts";
import { families, optionsOf } from "../rows/read-families.ts";
import { correctKernels } from "./correct-kernels.ts";
import { properties } from "./read-properties.ts";
import { smallBatch } from "./small-batches.ts";

const pairs = ["fp32/fp32", "fp16/fp32", "bf16/fp32", "fp16/fp16", "fp64/fp64"];
const batchesPerPair = Number(process.env.NORMFUZZ_SOAK ?? 600);

describe.each(pairs)("%s", (pair) => {
  const [storage, accumulator] = pair.split("/").map(formatOf);
  const kernels = correctKernels({ storage, accumulator });

  it(`${kernels.length} correct kernels are never accused`, () => {
    const random = randomFrom(`stable families ${pair}`);
    const judged = new Map<string, number>();
    for (let round = 0; round < batchesPerPair; round++) {
      const family = families[round % families.length];
      const batch: Batch = round % 2 === 0 ? smallBatch(random, storage) : family.generate(random, optionsOf(pair, random.chance(0.05) ? 300 : 24));
      const { implementation, contract } = kernels[random.integer(0, kernels.length - 1)];
      const call = invoke(implementation, contract, batch) as Call;
      for (const property of properties) {
        const { verdict } = tryProperty(implementation, contract, property, batch, call) as Trial;
        if (verdict.kind === "skip") continue;
        judged.set(property.id, (judged.get(property.id) ?? 0) + 1);
        if (verdict.kind === "violated") {
          const { rows, cols, eps, x, gamma, beta } = batch;
          expect.fail(`${property.id} accuses ${implementation.id} as ${contract.algorithm}/${contract.output}: ${verdict.message}\nmargin ${verdict.margin}, tolerance ${JSON.stringify(verdict.tolerance)}\n` +
            JSON.stringify({ rows, cols, eps, x: [...x].slice(0, 64), gamma: gamma && [...gamma].slice(0, 64), beta: beta && [...beta].slice(0, 64), y: [...call.y].slice(0, 64) }));
        }
      }
    }
    // A property that never gets to judge is not soaked.
    expect(properties.filter(({ id }) => !judged.has(id)).map(({ id }) => id)).toEqual([]);
  });
});
