// What a snippet is made of: an example, whose it is, and what it shows. Values are taken from their bits; a text that is not bits is not
// written into a program.

import type { ExampleJson } from "../../findings/example-json.ts";
import { bitsOfText } from "../../findings/value-text.ts";
import type { Format } from "../../formats/format.ts";

export interface SnippetSubject {
  readonly implementation: string;
  /** Its id; "beyond:…" for what the contract says nothing about. */
  readonly property: string;
  readonly storage: Format;
}

/** The codes of values in one format: "0x3c00". Anything else becomes the code of zeros, which no test could confuse with a program. */
export function codesOf(texts: readonly string[], { bits }: Pick<Format, "bits">): readonly string[] {
  const width = Math.ceil(bits / 4);
  const code = new RegExp(`^0x[0-9a-f]{${width}}$`);
  const none = `0x${"0".repeat(width)}`;
  return texts.map((text) => {
    const bits = bitsOfText(text);
    return code.test(bits) ? bits : none;
  });
}

/** ε's code: of fp32, or of fp64 where someone asked for a number that fp32 lacks. */
export function epsCode({ eps }: Pick<ExampleJson, "eps">): { readonly format: "fp32" | "fp64"; readonly code: string } {
  const format = bitsOfText(eps).length > 10 ? "fp64" : "fp32";
  return { format, code: codesOf([eps], { bits: format === "fp64" ? 64 : 32 })[0] };
}

/** Words in lines of at most this many characters. */
const lineMax = 100;

/** The parts joined by `separator`, broken into lines that begin with `indent` where one line cannot hold them. */
export function wrapped(parts: readonly string[], separator: string, indent: string): string {
  const lines: string[] = [];
  let line = "";
  for (const [i, part] of parts.entries()) {
    const piece = i < parts.length - 1 ? part + separator : part;
    if (line !== "" && line.length + piece.length > lineMax) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += piece;
  }
  lines.push(line);
  return lines.length === 1 ? lines[0] : `\n${lines.map((one) => indent + one).join("\n")}\n${indent.slice(2)}`;
}
