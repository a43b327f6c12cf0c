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

  it("agrees with a constant row, where nothing may differ at all", () => {
    const constant = { x: new Float64Array(3).fill(0.1), eps: row.eps, beta: Float64Array.of(1, 2, 3) };
    const answer = exactAnswer(constant)!;
    expect([answer.path, ...answer.yError]).toEqual(["double-double", 0, 0, 0]);
    expect(auditAnswer(constant, answer)).toBeUndefined();
  });

  it("compares the sum of an answer's two parts, not each of them", () => {
    const answer = exactAnswer(row)!;
    const [y, yLow] = [answer.y.slice(), answer.yLow.slice()];
    const step = Math.abs(y[1]!) * 2 ** -52;
    y[1] = y[1]! + step;
    yLow[1] = yLow[1]! - (y[1]! - answer.y[1]!);
    expect(auditAnswer(row, { ...answer, y, yLow })).toBeUndefined();
  });

  it("notices an answer where there is none", () => {
    const answer = exactAnswer(row)!;
    expect(auditAnswer({ ...row, x: Float64Array.of(1, 2, NaN, 4) }, answer)).toMatch(/find no answer/);
  });

  it("notices an error of a millionth of the last place, and names the element", () => {
    const answer = exactAnswer(row)!;
    const yLow = answer.yLow.slice();
    yLow[2] = yLow[2]! + 2 ** -73;
    expect(auditAnswer(row, { ...answer, yLow })).toMatch(/^y\[2\] = /);
  });
});
