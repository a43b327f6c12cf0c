// Rows that drive the bounds to their limits (the generators that came nearest in the search that docs/bounds.md reports), over any format.

import type { Format } from "../../src/formats/format.ts";
import type { Row } from "../../src/oracle/row.ts";

export type RandomNumber = () => number;

/** A seeded generator for tests: mulberry32. */
export function randomNumbers(seed: number): RandomNumber {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const normal = (random: RandomNumber) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

type Generator = (n: number, format: Format, random: RandomNumber) => number[];

const fill = (n: number, element: (i: number) => number) => Array.from({ length: n }, (_, i) => element(i));

const generators: readonly Generator[] = [
  // 1, u, u, …: every addition loses its term.
  (n, { unitRoundoff: u }) => fill(n, (i) => (i === 0 ? 1 : u)),
  (n, { unitRoundoff: u }, random) => fill(n, (i) => (i === 0 ? 1 : u * (1 + 0.1 * random()))),
  // Constants with a bad significand, exactly and to an ulp.
  (n, _, random) => {
    const c = 1 + random();
    return fill(n, () => c);
  },
  (n, { unitRoundoff: u }, random) => {
    const c = (1 + random()) * 2 ** Math.floor(random() * 8);
    return fill(n, () => c * (1 + 2 * u * Math.floor(random() * 5 - 2)));
  },
  // 2^(p/2) ± 1 alternating.
  (n, { precision: p }) => fill(n, (i) => 2 ** Math.floor(p / 2) + (i % 2 === 0 ? 1 : -1)),
  // Ramps.
  (n) => fill(n, (i) => 1 + i / n),
  (n, _, random) => {
    const offset = 2 ** (random() * 8);
    return fill(n, (i) => offset + i);
  },
  // Outliers.
  (n, { precision: p }, random) => {
    const at = Math.floor(random() * n);
    const size = 2 ** (random() * p);
    return fill(n, (i) => (i === at ? size : normal(random)));
  },
  (n, { precision: p }, random) => fill(n, (i) => (i === 0 ? 2 ** (p / 2) : normal(random))),
  // Offset × spread over the condition numbers.
  (n, { precision: p }, random) => {
    const offset = 2 ** (random() * 6 - 3) * (random() < 0.5 ? -1 : 1);
    const spread = offset / 2 ** (random() * p);
    return fill(n, () => offset + spread * normal(random));
  },
  (n, _, random) => fill(n, () => normal(random)),
  // Variance near ε, squares near underflow.
  (n, _, random) => {
    const scale = 10 ** (-1 - 4 * random());
    return fill(n, () => scale * normal(random));
  },
  // Two clusters.
  (n, _, random) => {
    const a = normal(random) * 10;
    const b = a + normal(random) * 2 ** (random() * 12 - 8);
    return fill(n, () => (random() < 0.5 ? a : b));
  },
];

const epsilons = [1e-5, 1e-5, 1e-12, 1e-3, 1e-1, 0].map(Math.fround);

/** A row of n elements for the storage format, the accumulator's unit roundoff deciding where it is hard. */
export function adversarialRow(n: number, storage: Format, accumulator: Format, random: RandomNumber): Row {
  const generate = generators[Math.floor(random() * generators.length)]!;
  const hard = random() < 0.5 ? storage : accumulator;
  const clip = (value: number) => Math.max(-storage.maxFinite, Math.min(storage.maxFinite, storage.round(value)));
  const x = Float64Array.from(generate(n, hard, random), clip);
  const affine = () => (random() < 0.5 ? undefined : Float64Array.from({ length: n }, () => clip(normal(random) * 2 ** Math.floor(random() * 8 - 4))));
  return { x, eps: epsilons[Math.floor(random() * epsilons.length)]!, gamma: affine(), beta: affine() };
}
