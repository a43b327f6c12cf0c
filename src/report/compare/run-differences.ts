// What two runs do not have in common, and what a change between them therefore does not mean.

import type { RunReport } from "../model.ts";
import type { Difference } from "./comparison.ts";

/** Rows of the implementations in both runs that may differ before it is said: time limits end runs a little earlier or later. */
const rowsFactor = 1.5;

/** In the order of how much they matter; empty for the same question asked twice. */
export function runDifferences({ run: a, results: before }: RunReport, { run: b, results: after }: RunReport): readonly Difference[] {
  const both = before.filter(({ implementation }) => after.some((one) => one.implementation === implementation)).map(({ implementation }) => implementation);
  const rows = (results: RunReport["results"]) => results.filter(({ implementation }) => both.includes(implementation)).reduce((sum, one) => sum + one.rows, 0);
  const [rowsBefore, rowsAfter] = [rows(before), rows(after)];
  const differ = (what: string, x: string, y: string, meaning: string): Difference[] => (x === y ? [] : [{ what, before: x, after: y, meaning }]);
  const effort = Math.max(rowsBefore, rowsAfter) > rowsFactor * Math.min(rowsBefore, rowsAfter);
  return [
    ...differ("normfuzz", a.version, b.version, "bounds, properties and row families may be others: a change may be normfuzz's, not the implementation's"),
    ...differ("seed", a.seed, b.seed, "other rows were tried: margins move by chance, and what is newly violated may have been there before, and what is fixed may be there still; the same --seed makes sure"),
    ...differ("profile", a.profile, b.profile, "their limits of batches and time differ: the run that tried more rows finds more for that reason alone"),
    ...(a.profile === b.profile && a.runsPerProperty !== b.runsPerProperty ? differ("batches", String(a.runsPerProperty), String(b.runsPerProperty), "one run tried more rows than the other, and finds more for that reason alone") : []),
    ...(effort && a.profile === b.profile ? differ("rows", rowsBefore.toLocaleString("en-US"), rowsAfter.toLocaleString("en-US"), "time ended one of the runs earlier: the one with fewer rows has seen less") : []),
    ...differ("platform", a.platform, b.platform, "engines have other kernels on other platforms"),
    ...differ("node", a.node, b.node, "kernels that call Math.exp, Math.pow and the like may give other last bits"),
  ];
}
