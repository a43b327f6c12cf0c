// The audit agrees with the oracle, and notices an answer that is off by a hair.

import { describe, expect, it } from "vitest";
import { auditAnswer } from "../../src/oracle/audit.ts";
import { exactAnswer } from "../../src/oracle/exact.ts";

const row = { x: Float64Array.of(10000001, 10000002, 3, -7.5), eps: Math.fround(1e-5) };

describe("auditAnswer", () => {
  it("agrees with the fast path", () => {
    const answer = exactAnswer(row)!;
    expect(answer.path).toBe("double-double");
    expect(auditAnswer(row, answer)).toBeUndefined();
  });

  it("notices an error of a millionth of the last place, and names the element", () => {
    const answer = exactAnswer(row)!;
    const yLow = answer.yLow.slice();
    yLow[2] = yLow[2]! + 2 ** -73;
    expect(auditAnswer(row, { ...answer, yLow })).toMatch(/^y\[2\] = /);
  });
});
