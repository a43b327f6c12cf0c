// The tests that mutants meet (power/mutation/parts.ts), with small budgets: chosen by NORMFUZZ_MUTATION, the id of a part.

import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { parts } from "./power/mutation/parts.ts";

const part = parts.find(({ id }) => id === process.env.NORMFUZZ_MUTATION);
if (part === undefined) throw new Error(`NORMFUZZ_MUTATION is ${process.env.NORMFUZZ_MUTATION}: choose one of ${parts.map(({ id }) => id).join(", ")}`);

/** Files in the order of the part's list: a mutant is killed by the first failure, so the quick ones come first. */
class QuickestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => part!.tests.findIndex((test) => moduleId.includes(`/${test}`));
    return [...files].sort((a, b) => place(a) - place(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}

export default defineConfig({
  test: {
    pool: "threads",
    isolate: false,
    include: part.tests.map((test) => (test.endsWith(".ts") ? test : `${test}/**/*.test.ts`)),
    testTimeout: 60_000,
    sequence: { sequencer: QuickestFirst },
    env: { NORMFUZZ_SOAK: String(part.soak), NORMFUZZ_SHARE: String(part.share) },
  },
});
