// Shapes of scatter around zero. Which one matters: two values make variances exact, sparse noise makes the largest κ, normal
// noise is what everyone else tests with.

import type { Random } from "./family.ts";

/** A source of numbers of about size 1, of a shape drawn once per row: uniform, normal, two-valued, or mostly zero. */
export function noiseFrom(random: Random): () => number {
  switch (random.integer(0, 3)) {
    case 0:
      return () => 2 * random.next() - 1;
    case 1:
      return () => random.normal();
    case 2:
      return () => random.sign();
    default:
      return () => (random.chance(1 / 4) ? random.sign() : 0);
  }
}
