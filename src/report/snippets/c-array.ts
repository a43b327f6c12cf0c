// A row for a kernel in C: arrays of codes, which every compiler stores as they are, with how to call them values.

import type { ExampleJson } from "../../findings/example-json.ts";
import type { Format } from "../../formats/format.ts";
import { commentText } from "./comment-text.ts";
import { codesOf, epsCode, type SnippetSubject, wrapped } from "./snippet.ts";

/** Includes what it needs; compiles as C99 and as C++. */
export function cArray(example: ExampleJson, { implementation, property, storage }: SnippetSubject): string {
  const type = `uint${storage.bits}_t`;
  const array = (name: string, texts: readonly string[] | undefined) =>
    texts === undefined ? [] : [`static const ${type} ${name}[${texts.length}] = { ${wrapped(codesOf(texts, storage).map((code) => code + suffix(storage)), ", ", "  ")} };`];
  const eps = epsCode(example);
  return [
    "#include <stdint.h>",
    `// ${commentText(implementation)} violates ${commentText(property)}: ${example.rows} x ${example.cols} values of ${storage.id}, row-major, as their bits.`,
    `enum { rows = ${example.rows}, cols = ${example.cols} };`,
    ...array("x_bits", example.x),
    ...array("gamma_bits", example.gamma),
    ...array("beta_bits", example.beta),
    `static const uint${eps.format === "fp32" ? 32 : 64}_t eps_bits = ${eps.code}${eps.format === "fp32" ? "" : "ull"}; // ${eps.format}`,
    "// memcpy the bits into an array of the type that your kernel takes.",
    "",
  ].join("\n");
}

function suffix({ bits }: Format): string {
  return bits === 64 ? "ull" : "";
}
