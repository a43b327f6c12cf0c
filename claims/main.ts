// `npm run claims`: runs the experiments of the ledger and writes docs/claims.md; with numbers, runs and prints those claims alone; with --check, writes
// nothing and fails where what is committed is not what they give.

import { existsSync, readFileSync } from "node:fs";
import { writeAtomically } from "../src/findings/write-atomically.ts";
import { numberOf } from "./claim.ts";
import { documentFile, documentOf, sectionText } from "./document.ts";
import { allClaims } from "./read-claims.ts";
import { runClaims } from "./run-claim.ts";
import { staleLines } from "./stale.ts";

const claims = await allClaims();
const words = process.argv.slice(2);
const check = words.includes("--check");
const numbers = words.filter((word) => word !== "--check");
const unknown = numbers.find((word) => !claims.some((claim) => String(numberOf(claim)) === word));

if (unknown !== undefined || (check && numbers.length > 0)) {
  const wrong = unknown === undefined ? "--check is for all claims: leave the numbers out" : `${unknown} is not a claim: choose from ${claims.map(numberOf).join(", ")}, or --check`;
  process.stderr.write(`claims: ${wrong}\n`);
  process.exitCode = 2;
} else {
  const chosen = numbers.length === 0 ? claims : claims.filter((claim) => numbers.includes(String(numberOf(claim))));
  const outcomes = await runClaims(chosen);
  if (numbers.length > 0) process.stdout.write(`${outcomes.map(sectionText).join("\n\n")}\n`);
  else if (check) {
    const stale = staleLines(documentOf(outcomes), (file) => (existsSync(file) ? readFileSync(file, "utf8") : undefined));
    process.stdout.write(stale.length === 0 ? `${documentFile} is what the experiments give\n` : `${stale.join("\n")}\n`);
    if (stale.length > 0) process.exitCode = 1;
  } else {
    for (const [file, text] of documentOf(outcomes)) writeAtomically(file, text);
    for (const { claim, judgement } of outcomes) process.stdout.write(`${String(numberOf(claim)).padStart(2)}  ${judgement.verdict.padEnd(9)}  ${judgement.because}\n`);
  }
}
