// What a file that does not say who it is is called: its name, in the form that ids have.

import { basename, extname } from "node:path";

/** "models/LayerNorm v2.onnx" is "layer-norm-v2". */
export function fileId(path: string, otherwise: string): string {
  const name = basename(path, extname(path));
  return name.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || otherwise;
}
