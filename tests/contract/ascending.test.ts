// Our own sort against the engine's, at the lengths where runs and merges begin and end, with ties, zeros of both signs and infinities.

import { expect, it } from "vitest";
import { ascending } from "../../src/contract/ascending.ts";
import { randomFrom } from "../../src/rows/random.ts";

const random = randomFrom("ascending");

const kinds: Readonly<Record<string, (i: number, n: number) => number>> = {
  different: () => random.normal(),
  "mostly equal": () => random.integer(0, 2),
  "already in order": (i) => i,
  "in the opposite order": (i, n) => n - i,
  "all equal": () => 7,
  special: () => random.pick([0, -0, Infinity, -Infinity, 1, -1, 5e-324, Number.MAX_VALUE]),
};

it.each(Object.keys(kinds))("sorts values that are %s, equal ones by their places", (kind) => {
  for (const n of [0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 23, 24, 25, 31, 33, 64, 65, 100, 1000]) {
    const values = Float64Array.from({ length: n }, (_, i) => kinds[kind]!(i, n));
    // The difference of two equal infinities is NaN, which sorts as 0, as it should.
    const expected = Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
    expect(ascending(values), `n = ${n}`).toEqual(expected);
  }
});
