// Neighbours of a row: small changes that keep what makes it hard and may make it harder. A search climbs along them; rows from the families
// are where it starts.

import { exponentOf, powerOfTwo } from "../formats/exponent.ts";
import type { Format } from "../formats/format.ts";
import { ulp } from "../formats/neighbours.ts";
import { significandBits } from "../formats/significand.ts";
import type { Batch } from "../oracle/row.ts";
import { ordinaryBeta, ordinaryGamma } from "./affine.ts";
import { epsilonAboveZero } from "./epsilon.ts";
import type { GenerateOptions, Random } from "./family.ts";
import { edgeLengths } from "./lengths.ts";
import { finite } from "./magnitude.ts";
import { magnitudeOf, oneRow, resized } from "./reshape.ts";

/** Another batch; the same one where the change does not apply. Values are rounded into the storage format afterwards. */
type Mutation = (batch: Batch, random: Random, options: GenerateOptions) => Batch;

/** Often the small steps on values, by which a climb ends; now and then the large ones, by which it leaves a local maximum. */
const mutations: readonly (readonly [weight: number, mutation: Mutation])[] = [
  [4, elementByUlps],
  [4, elementOnGrid],
  [3, severalByUlps],
  [2, contractSpread],
  [2, shift],
  [1, scale],
  [2, duplicateValue],
  [2, swapValues],
  [1, simplifyValue],
  [2, otherLength],
  [1, lengthenToEdge],
  [2, (batch, random) => oneRow(batch, random.integer(0, batch.rows - 1))],
  [1, otherEpsilon],
  [1, otherAffine],
];
const weightTotal = mutations.reduce((sum, [weight]) => sum + weight, 0);

/**
 * A neighbour of the batch: one to three mutations. Every value is of the storage format, and finite where the batch's were; rows × cols stays at
 * most `elementsMax` (a batch that is larger stays as large).
 */
export function mutate(batch: Batch, random: Random, options: GenerateOptions): Batch {
  let mutant = batch;
  const steps = random.pick([1, 1, 1, 2, 3]);
  for (let step = 0; step < steps; step++) mutant = drawn(random)(mutant, random, options);
  return rounded(mutant, options.storage, isFinite(batch));
}

function drawn(random: Random): Mutation {
  let rest = random.next() * weightTotal;
  for (const [weight, mutation] of mutations) {
    rest -= weight;
    if (rest < 0) return mutation;
  }
  return elementByUlps;
}

/** Into the format; into its range as well where the batch was finite before. */
function rounded(batch: Batch, storage: Format, wasFinite: boolean): Batch {
  const round = (values: Float64Array) => values.map((value) => (wasFinite ? finite(storage, value !== value ? 0 : value) : storage.round(value)));
  return { ...batch, x: round(batch.x), dy: batch.dy && round(batch.dy), gamma: batch.gamma && round(batch.gamma), beta: batch.beta && round(batch.beta) };
}

function isFinite({ x, dy, gamma, beta }: Batch): boolean {
  return [x, dy, gamma, beta].every((values) => values === undefined || values.every(Number.isFinite));
}

function withX(batch: Batch, change: (x: Float64Array) => void): Batch {
  const x = batch.x.slice();
  change(x);
  return { ...batch, x };
}

function moveByUlps(values: Float64Array, i: number, random: Random, storage: Format): void {
  if (Number.isFinite(values[i])) values[i] += random.integer(-3, 3) * ulp(storage, values[i]);
}

/** One value of x, dy, γ or β by a few last places. */
function elementByUlps(batch: Batch, random: Random, { storage }: GenerateOptions): Batch {
  const field = batch.dy !== undefined && random.chance(1 / 3) ? "dy" : random.chance(3 / 4) ? "x" : random.pick(["gamma", "beta"] as const);
  const values = (batch[field] ?? batch.x).slice();
  moveByUlps(values, random.integer(0, values.length - 1), random, storage);
  return batch[field] === undefined ? { ...batch, x: values } : { ...batch, [field]: values };
}

/** One value by a few units of the coarsest grid that all values lie on: integers stay integers, and exact rows exact. */
function elementOnGrid(batch: Batch, random: Random): Batch {
  let grid = Infinity;
  for (const value of batch.x) {
    if (value !== 0 && Number.isFinite(value)) grid = Math.min(grid, powerOfTwo(Math.max(-1074, exponentOf(value) - significandBits(value) + 1)));
  }
  if (grid === Infinity) return batch;
  const i = random.integer(0, batch.x.length - 1);
  const step = random.sign() * random.integer(1, 3) * grid * (random.chance(1 / 2) ? 1 : powerOfTwo(random.integer(0, 6)));
  return withX(batch, (x) => {
    x[i] += step;
  });
}

function severalByUlps(batch: Batch, random: Random, { storage }: GenerateOptions): Batch {
  const share = random.pick([1 / 4, 1 / 2, 1]);
  return withX(batch, (x) => {
    for (let i = 0; i < x.length; i++) if (random.chance(share)) moveByUlps(x, i, random, storage);
  });
}

/** Nearer to, or farther from, one of its values: κ changes by powers of two, the centre stays. */
function contractSpread(batch: Batch, random: Random): Batch {
  const factor = powerOfTwo(random.integer(-4, 2));
  return withX(batch, (x) => {
    const centre = x[random.integer(0, x.length - 1)];
    if (!Number.isFinite(centre)) return;
    for (let i = 0; i < x.length; i++) x[i] = centre + (x[i] - centre) * factor;
  });
}

/** Away from zero, or towards it: κ changes, the deviations stay (as far as the format can tell them). */
function shift(batch: Batch, random: Random, { storage }: GenerateOptions): Batch {
  const size = magnitudeOf(batch.x);
  if (size === 0) return batch;
  const exponent = Math.max(storage.exponentMin, Math.min(storage.exponentMax - 1, exponentOf(size) + random.integer(-3, 6)));
  const offset = random.sign() * powerOfTwo(exponent);
  return withX(batch, (x) => {
    for (let i = 0; i < x.length; i++) x[i] += offset;
  });
}

/** All of x by a power of two: towards overflow and ε. */
function scale(batch: Batch, random: Random, { storage }: GenerateOptions): Batch {
  const size = magnitudeOf(batch.x);
  if (size === 0) return batch;
  const up = Math.max(0, Math.min(8, storage.exponentMax - exponentOf(size)));
  const factor = powerOfTwo(random.integer(-8, up));
  return withX(batch, (x) => {
    for (let i = 0; i < x.length; i++) x[i] *= factor;
  });
}

function duplicateValue(batch: Batch, random: Random): Batch {
  return withX(batch, (x) => {
    x[random.integer(0, x.length - 1)] = x[random.integer(0, x.length - 1)];
  });
}

function swapValues(batch: Batch, random: Random): Batch {
  return withX(batch, (x) => {
    const [i, j] = [random.integer(0, x.length - 1), random.integer(0, x.length - 1)];
    [x[i], x[j]] = [x[j], x[i]];
  });
}

/** One value to its power of two, to zero, or negated. */
function simplifyValue(batch: Batch, random: Random): Batch {
  return withX(batch, (x) => {
    const i = random.integer(0, x.length - 1);
    if (!Number.isFinite(x[i]) || x[i] === 0) return;
    x[i] = random.pick([0, -x[i], Math.sign(x[i]) * powerOfTwo(exponentOf(x[i]))]);
  });
}

/** One column less, one more, or any other number of them. */
function otherLength(batch: Batch, random: Random, { elementsMax }: GenerateOptions): Batch {
  const { rows, cols } = batch;
  const other = random.pick([cols - 1, cols + 1, random.integer(1, 16), random.integer(1, 130)]);
  return other < 1 || (other > cols && other * rows > elementsMax) ? batch : resized(batch, other);
}

/** To the next length, or the one after, at which kernels change code. */
function lengthenToEdge(batch: Batch, random: Random, { elementsMax }: GenerateOptions): Batch {
  const { rows, cols } = batch;
  const longer = edgeLengths.filter((length) => length > cols && length * rows <= elementsMax).slice(0, 2);
  return longer.length === 0 ? batch : resized(batch, random.pick(longer));
}

function otherEpsilon(batch: Batch, random: Random): Batch {
  return { ...batch, eps: epsilonAboveZero(random) };
}

function otherAffine(batch: Batch, random: Random, { storage }: GenerateOptions): Batch {
  const field = random.pick(["gamma", "beta"] as const);
  if (batch[field] !== undefined) return { ...batch, [field]: undefined };
  return { ...batch, [field]: field === "gamma" ? ordinaryGamma(random, storage, batch.cols) : ordinaryBeta(random, storage, batch.cols) };
}
