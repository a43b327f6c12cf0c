// The fast path of the oracle, checked by the exact one while a run goes on: certificates are proofs, and proofs have been wrong.

import type { ExactAnswer } from "./exact-answer.ts";
import { integerAnswer } from "./integer.ts";
import type { Row } from "./row.ts";

/** Compares an answer with that of the integers; undefined when they agree within both certificates, else what is wrong, one line. */
export function auditAnswer(row: Row, answer: ExactAnswer): string | undefined {
  if (answer.path === "integer") return undefined;
  const exact = integerAnswer(row);
  if (exact === undefined) return "the integers find no answer where the fast path gives one";
  for (let i = 0; i < row.x.length; i++) {
    const distance = Math.abs(answer.y[i]! - exact.y[i]! + (answer.yLow[i]! - exact.yLow[i]!));
    const allowed = answer.yError[i]! + exact.yError[i]!;
    if (distance <= allowed) continue;
    return `y[${i}] = ${answer.y[i]} + ${answer.yLow[i]} is ${distance} from the exact one, certified to ${allowed}: x = [${row.x}], ε = ${row.eps}`;
  }
  return undefined;
}
