// Mutation testing of our own machinery, one part at a time: `npm run mutation` (power/mutation/main.ts) runs this once for each.

const part = process.env.NORMFUZZ_MUTATION;
if (part === undefined) throw new Error("NORMFUZZ_MUTATION names no part: run `npm run mutation`, or `npm run mutation -- --mutate 'src/formats/**/*.ts'`");

export default {
  testRunner: "vitest",
  vitest: { configFile: "vitest.mutation.config.ts", related: false },
  coverageAnalysis: "perTest",
  // Texts are for people: a message with other words is no mistake that a test should find.
  mutator: { excludedMutations: ["StringLiteral"] },
  incremental: true,
  incrementalFile: `reports/mutation/${part}.json`,
  reporters: ["clear-text", "progress-append-only"],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportMutants: true },
  ignorePatterns: ["dist", "coverage", "reports", "regressions", "bench", "docs", "faults"],
  tempDirName: ".stryker-tmp",
  concurrency: 1,
  timeoutMS: 10_000,
  // On a busy machine the first run of the slowest part takes longer than the five minutes that are the default.
  dryRunTimeoutMinutes: 30,
  timeoutFactor: 3,
};
