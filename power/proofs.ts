// `npm run power:proofs`: what `normfuzz prove` has on record in reports/proofs, as a section of docs/power.md.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readProof } from "../src/findings/proof-record.ts";
import { proofFields, proofSentence } from "../src/report/proof-text.ts";
import { writeSection } from "./document.ts";

const folder = "reports/proofs";
const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith(".json")).map(({ name }) => name).sort();
if (files.length === 0) {
  process.stderr.write(`power:proofs: no record in ${folder}; npx normfuzz prove makes them\n`);
  process.exit(2);
}
const proofs = files.map((name) => {
  const record = readProof(join(folder, name));
  const fields = proofFields(record, true).filter(({ label }) => label !== "promise" && label !== "values");
  const lines = [`${record.implementation}: ${proofSentence(record)}`, ...fields.map(({ label, text }) => `  ${label.padEnd(10)}${text}`), `  ${"time".padEnd(10)}${record.seconds.toFixed(0)} s in the workers, summed; ${((record.seconds / record.tally.rows) * 1e9).toFixed(0)} ns a row`];
  return lines.join("\n");
});
const text = `## Proofs by trying every row

\`npx normfuzz prove <implementation> --format <format> --cols <n>\` calls the implementation on every row of so many finite values of a format and judges each by the bounds of its contract. Records of \`reports/proofs\`. Command: \`npm run power:proofs\`.

\`\`\`
${proofs.join("\n\n")}
\`\`\``;
process.stdout.write(`${text}\n`);
writeSection("proofs", text);
