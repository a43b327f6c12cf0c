// Fair comparison on a machine that is never quiet: the variants run in turn, A B A B, ratios are taken round by round, so that a slow
// moment hits both sides of a ratio, and the clock is the processor time of this process, which stands still while others have the core.

export interface Timing {
  /** Median over the rounds, nanoseconds per unit of work. */
  readonly nanoseconds: number;
  /** Median over the rounds of this variant's time divided by the first variant's. */
  readonly ratio: number;
}

export interface Variant {
  readonly name: string;
  /** Does `units` units of work. */
  readonly run: () => void;
  readonly units: number;
}

/**
 * Times every variant for at least `milliseconds` per round, after all have run for `warmUp` milliseconds; the first is the reference of the ratios.
 * V8 compiles a loop several times before it stays with one version: the oracle takes two to three times as long in its first 100 ms as ever after.
 */
export function timeInterleaved(variants: readonly Variant[], { rounds = 11, milliseconds = 20, warmUp = 200 } = {}): ReadonlyMap<string, Timing> {
  for (const variant of variants) repetitions(variant, warmUp);
  const repeats = variants.map((variant) => repetitions(variant, milliseconds));
  const times = variants.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    variants.forEach((variant, i) => times[i].push(time(variant, repeats[i])));
  }
  return new Map(
    variants.map(({ name }, i) => [
      name,
      { nanoseconds: median(times[i]), ratio: median(times[i].map((value, round) => value / times[0][round])) },
    ]),
  );
}

/** Nanoseconds per unit, collecting garbage included. */
function time({ run, units }: Variant, repeat: number): number {
  const start = process.cpuUsage();
  for (let i = 0; i < repeat; i++) run();
  const { user, system } = process.cpuUsage(start);
  return ((user + system) * 1e3) / (repeat * units);
}

/** How often to run for the given time, found by doubling. */
function repetitions(variant: Variant, milliseconds: number): number {
  for (let repeat = 1; ; repeat *= 2) {
    const elapsed = (time(variant, repeat) * repeat * variant.units) / 1e6;
    if (elapsed >= milliseconds) return repeat;
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
