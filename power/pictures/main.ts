// npm run pictures: what the README shows - the maps and the card as files in docs/, and the card as text in the README itself.

import { readFileSync, writeFileSync } from "node:fs";
import { writeAtomically } from "../../src/findings/write-atomically.ts";
import { drawCard } from "./card.ts";
import { readmePictures } from "./maps.ts";

const block = /(<!-- card: npm run pictures -->\n```\n)[\s\S]*?(\n```)/;

for (const { file, svg } of await readmePictures()) {
  writeAtomically(`docs/${file}`, svg);
  console.log(`docs/${file}`);
}
const { text, png } = await drawCard();
const before = readFileSync("README.md", "utf8");
if (!block.test(before)) throw new Error("README.md has no block <!-- card: npm run pictures --> for the card");
writeAtomically("README.md", before.replace(block, (_, open: string, close: string) => open + text + close));
console.log("README.md");
writeFileSync("docs/card.png", png);
console.log("docs/card.png");
