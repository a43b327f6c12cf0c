// A row for Python: the bits as a numpy array of their own format, and the exact reference in the widest float that numpy has there.

import type { ExampleJson } from "../../findings/example-json.ts";
import type { Format } from "../../formats/format.ts";
import { commentText } from "./comment-text.ts";
import { codesOf, epsCode, type SnippetSubject, wrapped } from "./snippet.ts";

/** Prints the reference; `y` holds it, `x` the row. */
export function numpyScript(example: ExampleJson, { implementation, property, storage }: SnippetSubject): string {
  const { rows, cols, gamma, beta, column, derived, exact, observed } = example;
  const row = Math.min(Math.max(example.row, 0), rows - 1);
  const eps = epsCode(example);
  const known = [`# ${commentText(implementation)} violates ${commentText(property)}.`];
  if (derived === undefined && column >= 0) known.push(`# y[${row}, ${column}] was ${commentText(observed)}${exact === undefined ? "" : `; exact is ${commentText(exact)}`}.`);
  return [
    "import numpy as np",
    "",
    ...known,
    `x = ${array(example.x, storage)}.reshape(${rows}, ${cols})`,
    `gamma = ${gamma === undefined ? "np.float64(1)" : array(gamma, storage)}`,
    `beta = ${beta === undefined ? "np.float64(0)" : array(beta, storage)}`,
    `eps = np.array([${eps.code}], np.uint${eps.format === "fp32" ? 32 : 64}).view(np.float${eps.format === "fp32" ? 32 : 64})[0]`,
    "",
    "# Differences to the first value are the same row to LayerNorm, and keep their digits.",
    "w = x.astype(np.longdouble)",
    "w = w - w[:, :1]",
    "d = w - w.mean(axis=1, keepdims=True)",
    "variance = (d * d).mean(axis=1, keepdims=True)",
    "y = d / np.sqrt(variance + np.longdouble(eps)) * gamma.astype(np.longdouble) + beta.astype(np.longdouble)",
    "print(y)",
    "",
  ].join("\n");
}

function array(texts: readonly string[], storage: Format): string {
  const list = wrapped(codesOf(texts, storage), ", ", "    ");
  // numpy has no bf16: its codes are the upper halves of fp32's.
  if (storage.id === "bf16") return `(np.array([${list}], np.uint32) << 16).view(np.float32)`;
  return `np.array([${list}], np.uint${storage.bits}).view(np.float${storage.bits})`;
}
