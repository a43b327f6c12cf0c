import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Our tests are pure: one process per worker, no isolation between files (four times faster).
    pool: "threads",
    isolate: false,
    include: ["properties/**/*.test.ts", "faults/**/*.test.ts", "regressions/**/*.test.ts", "tests/**/*.test.ts"],
    testTimeout: 60_000,
    reporters: process.env.CI ? ["default", "github-actions"] : ["default"],
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts", "properties/*.ts"],
      exclude: ["**/*.test.ts", "src/cli/main.ts"],
      reporter: ["text-summary", "html", "lcovonly"],
    },
  },
});
