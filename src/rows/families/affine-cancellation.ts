// β chosen to cancel γ·x̂, so that the outputs are what is left over: errors relative to y are then without meaning, and a tolerance
// in last places of y accuses correct kernels. Ours must not.

import { columns, ordinaryGamma } from "../affine.ts";
import { epsilonAboveZero } from "../epsilon.ts";
import type { RowFamily } from "../family.ts";
import { lengthFrom } from "../lengths.ts";
import { exponentFrom, finite, valueInBinade } from "../magnitude.ts";
import { noiseFrom } from "../noise.ts";
import { ulp } from "../../formats/neighbours.ts";

export default {
  id: "affine-cancellation",
  description: "β = −γ·x̂ rounded, or a few last places from it: every output cancels, of products beyond the range of storage too",
  generate(random, options) {
    const { storage } = options;
    const n = lengthFrom(random, options, 2);
    const noise = noiseFrom(random);
    const size = valueInBinade(random, storage, exponentFrom(random, storage));
    const offset = random.chance(1 / 2) ? 0 : size * random.integer(1, 8);
    const x = columns(n, () => finite(storage, offset + size * noise()));
    const eps = epsilonAboveZero(random);
    // γ·x̂ beyond the range of storage, where only an intermediate result of the accumulator can be: β brings it back.
    const largest = () => random.sign() * finite(storage, storage.maxFinite * (1 - random.fraction() / 4));
    const gamma = random.chance(1 / 4) ? undefined : random.chance(1 / 8) ? columns(n, largest) : ordinaryGamma(random, storage, n);
    const normalised = roughlyNormalised(x, eps);
    const reach = random.integer(0, 2);
    const beta = columns(n, (i) => {
      const cancelling = finite(storage, -normalised[i] * (gamma?.[i] ?? 1));
      return finite(storage, cancelling + random.integer(-reach, reach) * ulp(storage, cancelling));
    });
    return { rows: 1, cols: n, x, eps, gamma, beta };
  },
} satisfies RowFamily;

// In plain doubles, scaled against overflow: it only has to be near. Sums are of at most n terms of at most 1 in size.
function roughlyNormalised(x: Float64Array, eps: number): Float64Array {
  const largest = x.reduce((max, value) => Math.max(max, Math.abs(value)), 0) || 1;
  const n = x.length;
  const mean = x.reduce((sum, value) => sum + value / largest, 0) / n;
  const variance = x.reduce((sum, value) => sum + (value / largest - mean) ** 2, 0) / n;
  const deviation = Math.sqrt(variance + eps / largest / largest) || 1;
  return x.map((value) => (value / largest - mean) / deviation);
}
