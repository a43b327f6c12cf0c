// Every survivor that is explained: one JSON file for each part, since they are data, and long.

import { readdirSync, readFileSync } from "node:fs";
import type { Explanation } from "./classify.ts";

const folder = "power/mutation/explained";

export const explanations: readonly Explanation[] = readdirSync(folder)
  .sort()
  .flatMap((name): readonly Explanation[] => JSON.parse(readFileSync(`${folder}/${name}`, "utf8")));
