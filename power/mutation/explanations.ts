// Every survivor that is explained, folder by folder.

import type { Explanation } from "./classify.ts";
import { formats } from "./explained/formats.ts";

export const explanations: readonly Explanation[] = [...formats];
