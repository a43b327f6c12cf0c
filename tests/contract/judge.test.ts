// The comparisons that every verdict goes through.

import { describe, expect, it } from "vitest";
import { exactly, sameValue, show, sumOf, WorstCase } from "../../src/contract/judge.ts";
import { fp16 } from "../../src/formats/fp16.ts";
import { fp32 } from "../../src/formats/fp32.ts";

const evidence = () => ({ observed: 1, tolerance: exactly("because"), message: "wrong" });

describe("WorstCase", () => {
  it("skips when nothing was seen, and holds with the largest ratio", () => {
    expect(new WorstCase().verdict(evidence)).toEqual({ kind: "skip" });
    const worst = new WorstCase();
    worst.see(1, 4, 0, 0);
    worst.see(3, 4, 1, 2);
    worst.see(2, 4, 3, 3);
    expect(worst.verdict(evidence)).toEqual({ kind: "holds", margin: 0.75, row: 1 });
    expect(worst).toMatchObject({ row: 1, column: 2 });
  });

  it("equality is within a tolerance; one more is not", () => {
    const worst = new WorstCase();
    worst.see(4, 4, 0, 0);
    expect(worst.verdict(evidence)).toEqual({ kind: "holds", margin: 1 });
    worst.see(6, 4, 0, 1);
    expect(worst.verdict(evidence)).toMatchObject({ kind: "violated", margin: 1.5, column: 1, message: "wrong" });
  });

  it.each([[NaN, 4], [NaN, 0], [Infinity, 4], [1e-300, 0]])("an error of %s against %s is beyond any tolerance", (error, tolerance) => {
    const worst = new WorstCase();
    worst.see(error, tolerance, 0, 0);
    expect(worst.verdict(evidence)).toMatchObject({ kind: "violated", margin: Infinity });
  });

  it("0 against 0 holds exactly; the derived call is named where the evidence is in one", () => {
    const worst = new WorstCase();
    worst.see(0, 0, 0, 0);
    expect(worst.verdict(evidence)).toEqual({ kind: "holds", margin: 0 });
    expect("derived" in worst.verdict(evidence)).toBe(false);
    worst.seeSame(1, 2, 0, 0, 3);
    expect(worst.verdict(evidence)).toMatchObject({ derived: 3 });
  });
});

it("−0 is 0, and NaN is NaN", () => {
  expect(sameValue(-0, 0)).toBe(true);
  expect(sameValue(NaN, NaN)).toBe(true);
  expect(sameValue(NaN, 0)).toBe(false);
  expect(sameValue(1, 2)).toBe(false);
});

it("tolerances add up by label", () => {
  const a = { value: 3, terms: [{ label: "mean", value: 1 }, { label: "root", value: 2 }], source: "x" };
  const b = { value: 5, terms: [{ label: "mean", value: 5 }], source: "y" };
  expect(sumOf(a, b)).toEqual({ value: 8, terms: [{ label: "mean", value: 6 }, { label: "root", value: 2 }], source: "x; and y" });
  expect(sumOf(a, a).source).toBe("twice x");
});

it("shows values in as few digits as their format needs", () => {
  expect(show(fp32.round(0.1), fp32)).toBe("0.1");
  expect(show(fp32.round(0.1), fp16)).toBe("0.10000000149011612");
  expect(show(NaN, fp16)).toBe("NaN");
});
