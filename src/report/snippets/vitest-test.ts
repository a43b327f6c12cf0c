// A row as a test of the reader's own suite: the same property on the same bits, through the public library.

import type { ExampleJson } from "../../findings/example-json.ts";
import { commentText } from "./comment-text.ts";
import { codesOf, epsCode, type SnippetSubject, wrapped } from "./snippet.ts";

const beyond = "beyond:";

/** The import of the kernel is the one line to change. */
export function vitestTest(example: ExampleJson, subject: SnippetSubject): string {
  return subject.property.startsWith(beyond) ? beyondTest(example, subject) : propertyTest(example, subject);
}

function propertyTest(example: ExampleJson, { implementation, property, storage }: SnippetSubject): string {
  return `import { allProperties, formatOf, parseBits, resolveContract, tryProperty } from "normfuzz";
import { expect, it } from "vitest";
import kernel from "./my-kernel.ts"; // ${commentText(implementation)}

it(${JSON.stringify(`${commentText(property)}, ${example.rows} x ${example.cols}`)}, async () => {
  const values = (codes: string, format = formatOf("${storage.id}")) => Float64Array.from(codes.split(/\\s+/), (code) => parseBits(format, code));
  const batch = {
${batchLines(example, storage)}
  };
  const property = (await allProperties()).find(({ id }) => id === ${JSON.stringify(property)})!;
  const { verdict } = await tryProperty(kernel, resolveContract(kernel), property, batch);
  expect(verdict).not.toMatchObject({ kind: "violated" });
});
`;
}

/** Nothing is promised there, so the test asks for what a reader would: outputs within a quarter of their scale. */
function beyondTest(example: ExampleJson, { implementation, property, storage }: SnippetSubject): string {
  return `import { exactAnswer, formatOf, parseBits, rowOf } from "normfuzz";
import { expect, it } from "vitest";
import kernel from "./my-kernel.ts"; // ${commentText(implementation)}

it(${JSON.stringify(`${commentText(property)}, ${example.rows} x ${example.cols}`)}, async () => {
  const values = (codes: string, format = formatOf("${storage.id}")) => Float64Array.from(codes.split(/\\s+/), (code) => parseBits(format, code));
  const batch = {
${batchLines(example, storage)}
  };
  const y = await kernel.forward(batch.x.slice(), batch);
  for (let r = 0; r < batch.rows; r++) {
    const exact = exactAnswer(rowOf(batch, r))!;
    for (let c = 0; c < batch.cols; c++) {
      const scale = Math.abs(batch.gamma?.[c] ?? 1) * Math.max(Math.abs(exact.normalised[c]!), 1) + Math.abs(batch.beta?.[c] ?? 0);
      expect(Math.abs(y[r * batch.cols + c]! - exact.y[c]!), \`y[\${r}][\${c}]\`).toBeLessThan(scale / 4);
    }
  }
});
`;
}

function batchLines(example: ExampleJson, storage: SnippetSubject["storage"]): string {
  const list = (texts: readonly string[] | undefined) => {
    if (texts === undefined) return "undefined";
    const codes = wrapped(codesOf(texts, storage), " ", "      ");
    return codes.includes("\n") ? `values(\`${codes}\`.trim())` : `values("${codes}")`;
  };
  const eps = epsCode(example);
  return [
    `    rows: ${example.rows},`,
    `    cols: ${example.cols},`,
    `    x: ${list(example.x)},`,
    `    gamma: ${list(example.gamma)},`,
    `    beta: ${list(example.beta)},`,
    `    eps: parseBits(formatOf("${eps.format}"), "${eps.code}"),`,
  ].join("\n");
}
