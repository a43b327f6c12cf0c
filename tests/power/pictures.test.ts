// The maps in the README are those that the suite draws today.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { readmePictures } from "../../power/pictures/maps.ts";

const docs = resolve(import.meta.dirname, "../../docs");

it.each(await readmePictures())("docs/$file is what `npm run pictures` draws", ({ file, svg }) => {
  expect(readFileSync(resolve(docs, file), "utf8") === svg, `docs/${file} is stale: npm run pictures`).toBe(true);
});
