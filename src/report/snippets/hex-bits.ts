// A row as one line that any program can read: the format, the shape and the codes.

import type { ExampleJson } from "../../findings/example-json.ts";
import { codesOf, epsCode, type SnippetSubject } from "./snippet.ts";

/** "fp16 rows=1 cols=2 eps=0x3727c5ac x=0x7bff,0x7bff" */
export function hexBits(example: ExampleJson, { storage }: Pick<SnippetSubject, "storage">): string {
  const list = (name: string, texts: readonly string[] | undefined) => (texts === undefined ? [] : [`${name}=${codesOf(texts, storage).join(",")}`]);
  const { rows, cols, x, dy, gamma, beta } = example;
  return [storage.id, `rows=${rows}`, `cols=${cols}`, `eps=${epsCode(example).code}`, ...list("x", x), ...list("dy", dy), ...list("gamma", gamma), ...list("beta", beta)].join(" ");
}
