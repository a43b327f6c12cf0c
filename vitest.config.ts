// How tests run: on every core, the slowest files first, so that no core waits at the end for one that was begun last. `npm test` runs
// the project "suite"; "power" has the faults and what the suite makes of them, "processes" what starts the command, other programs and browsers.

import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The files that take longest, longest first; the others follow, the largest (or, once timed, the slowest) first. */
const slowest = [
  "faults/faults.test.ts",
  "tests/cli/command.test.ts",
  "tests/cli/prove.test.ts",
  "tests/campaign/process.test.ts",
  "tests/engines/browser/shader.test.ts",
  "tests/campaign/prove/judge.test.ts",
  "tests/rows/simpler.test.ts",
  "tests/bounds/formulas.test.ts",
  "tests/power/controls.test.ts",
  "tests/campaign/verify.test.ts",
];

/** Without isolation each thread takes the next file when it is done with one, so the order is all there is to decide. */
class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const found = slowest.findIndex((name) => moduleId.endsWith(`/${name}`));
      return found < 0 ? slowest.length : found;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

/** They start the command, programs in other languages, browsers, package managers. */
const processes = ["tests/browser/**/*.test.ts", "tests/cli/{command,prove,hunt,scoreboard}.test.ts", "tests/campaign/process.test.ts", "tests/engines/browser/shader.test.ts", "tests/engines/process/{hostile,workers,backward}.test.ts", "tests/package.test.ts"];
/** Every fault, caught and shrunk, and the programs that write docs/power.md. */
const power = ["faults/**/*.test.ts", "tests/power/**/*.test.ts"];
const all = ["properties/**/*.test.ts", "faults/**/*.test.ts", "regressions/**/*.test.ts", "tests/**/*.test.ts"];

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: "suite", include: all, exclude: [...processes, ...power] } },
      { extends: true, test: { name: "power", include: power } },
      { extends: true, test: { name: "processes", include: processes } },
    ],
    // Our tests are pure: threads without isolation between files (four times faster). Vitest would leave one core free, which is half of two.
    pool: "threads",
    isolate: false,
    maxWorkers: "100%",
    sequence: { sequencer: SlowestFirst },
    testTimeout: 240_000,
    hookTimeout: 240_000,
    reporters: process.env.CI ? ["default", "github-actions"] : ["default"],
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts", "properties/*.ts"],
      exclude: ["**/*.test.ts", "src/cli/main.ts"],
      reporter: process.env.CI ? ["text-summary", "lcovonly"] : ["text-summary", "html"],
    },
  },
});
