// One line in a vitest suite: a test per property, each failing with the counterexample that `normfuzz verify` would show.

import { describe, it } from "vitest";
import { allFamilies, everyProperty } from "./campaign/catalogue.ts";
import { fixedSeed } from "./campaign/settings.ts";
import { runImplementation } from "./campaign/run-implementation.ts";
import { settingsOf, type VerifyOptions } from "./campaign/verify.ts";
import type { ImplementationResult } from "./campaign/result.ts";
import type { LayerNormImplementation } from "./contract/implementation.ts";
import { validateImplementation } from "./contract/validate.ts";
import { reportedResult } from "./report/from-results.ts";
import { violationCard } from "./report/card.ts";
import { terminalCard } from "./report/terminal.ts";

const properties = await everyProperty();

/** Milliseconds that the one run behind all tests may take on top of `seconds`. */
const shrinkTime = 60_000;

/**
 * Declares a `describe` block with one test per property. The implementation is run once, by whichever test comes first; the rows are the
 * same every time (seed "2026") unless `options.seed` says otherwise. Known failures (open fixtures in `regressions/`) pass, but must
 * still reproduce. Throws a PluginError when the object is not an implementation.
 */
export function layerNormSuite(implementation: LayerNormImplementation, options: VerifyOptions = {}): void {
  const valid = validateImplementation(implementation, "layerNormSuite");
  const settings = settingsOf({ profile: "pr", seed: fixedSeed, runs: 5000, ...options });
  const judged = properties
    .filter(({ pass }) => pass === undefined || valid.backward !== undefined)
    .filter(({ id, judgesFailures }) => settings.properties === undefined || settings.properties.includes(id) || judgesFailures === true);
  let running: Promise<ImplementationResult> | undefined;
  const run = () => {
    running ??= allFamilies().then((families) => runImplementation({ implementation: valid, properties: judged, families, settings }));
    return running;
  };
  const timeout = settings.seconds * 1000 + shrinkTime;
  describe(valid.id, () => {
    for (const { id, statement } of judged) {
      it(`${id}: ${statement}`, { timeout }, async (context) => {
        const result = await run();
        const own = result.properties.find(({ property }) => property === id);
        if (own?.status === "skip") context.skip("no row that it applies to");
        if (own?.status === "fail") throw new Error(message(result, id));
      });
    }
    it("regression fixtures do what their status says", { timeout }, async () => {
      const { regressions } = await run();
      if (regressions.failures.length > 0) throw new Error(regressions.failures.map((failure) => failure.message).join("\n"));
    });
    it("enough batches were tried for a verdict", { timeout }, async () => {
      const { verdict, error } = await run();
      if (verdict === "error") throw new Error(error);
    });
  });
}

function message(result: ImplementationResult, id: string): string {
  const reported = reportedResult(result, () => ({}));
  const property = reported.properties.find((one) => one.property === id)!;
  return `\n${terminalCard(violationCard(reported, property, 108), { width: 120, colour: false })}`;
}
