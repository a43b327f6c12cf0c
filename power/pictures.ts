// npm run pictures: the figures of the README, as files in docs/.

import { writeAtomically } from "../src/findings/write-atomically.ts";
import { readmePictures } from "./readme-pictures.ts";

for (const { file, svg } of await readmePictures()) {
  writeAtomically(`docs/${file}`, svg);
  console.log(`docs/${file}`);
}
