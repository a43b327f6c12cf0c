// stable-fp16 is the claim that an fp16 LayerNorm can be right on every finite row: whatever the mean, the spread and the length, its bound
// is finite, says something, and holds. That bound knows no condition number.

import { expect, it } from "vitest";
import type { Call } from "../../src/contract/call.ts";
import { invoke } from "../../src/contract/invoke.ts";
import { resolveContract } from "../../src/contract/resolve.ts";
import { fromBits } from "../../src/formats/bits.ts";
import { fp16 } from "../../src/formats/fp16.ts";
import stable from "../../src/impls/stable-fp16.ts";
import type { Random } from "../../src/rows/family.ts";
import { randomFrom } from "../../src/rows/random.ts";

const contract = resolveContract(stable);
const { maxFinite, minSubnormal } = fp16;

const shapes: Record<string, (random: Random) => () => number> = {
  "any finite codes": (random) => () => anyFinite(random),
  "the two largest values": (random) => () => (random.chance(0.5) ? maxFinite : -maxFinite),
  "the largest, now and then the one below": (random) => () => maxFinite - (random.chance(0.1) ? 32 : 0),
  "the smallest values": (random) => () => random.integer(-3, 3) * minSubnormal,
  "one large among small": (random) => () => (random.chance(0.02) ? maxFinite : random.next() * 2 ** -14),
  "a constant": (random) => {
    const constant = anyFinite(random);
    return () => constant;
  },
  "a constant, now and then its neighbour": (random) => {
    const constant = anyFinite(random);
    return () => (random.chance(0.2) ? constant * (1 + 2 ** -10) : constant);
  },
};

function anyFinite(random: Random): number {
  const value = fromBits(fp16, BigInt(random.integer(0, 2 ** 16 - 1)));
  return Number.isFinite(value) ? value : maxFinite;
}

it.each(Object.keys(shapes))("holds on rows of %s", (shape) => {
  const random = randomFrom(shape);
  for (const n of [1, 2, 3, 5, 8, 9, 64, 257, 1024, 4097]) {
    for (const eps of [0, Math.fround(1e-12), Math.fround(1e-5), 0.125]) {
      // Short rows are cheap, and a shape has more kinds of them.
      for (let round = 0; round < Math.max(1, 300 / n); round++) {
        const draw = shapes[shape]!(random);
        const x = Float64Array.from({ length: n }, () => Math.max(-maxFinite, Math.min(maxFinite, fp16.round(draw()))));
        const { y, exact, bound } = (invoke(stable, contract, { rows: 1, cols: n, x, eps }) as Call).row(0);
        if (exact === undefined) continue; // a constant row with ε = 0 has no answer
        const where = `n = ${n}, ε = ${eps}, x = ${x.subarray(0, 6)} …`;
        expect(bound!.finite && bound!.informative, where).toBe(true);
        for (let i = 0; i < n; i++) {
          const error = Math.abs(y[i]! - exact.y[i]! - exact.yLow[i]!);
          // An exact value of 0 is only known to a millionth of ε's share (fp32 inside), all others to the half ulp of fp16 and a little.
          if (!(error <= bound!.errors[i]!)) expect.fail(`${where}: y[${i}] = ${y[i]}, exact ${exact.y[i]} ± ${bound!.errors[i]}`);
          if (!(error <= 0.51 * 2 ** -10 * Math.abs(exact.y[i]!) + 2 ** -12)) expect.fail(`${where}: y[${i}] = ${y[i]}, exact ${exact.y[i]}`);
        }
      }
    }
  }
});
