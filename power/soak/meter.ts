// How far a soak has come, in memory that all its threads share: it may end at so many rows, or when a person has seen enough, and not only by the clock.

export type SoakMeter = SharedArrayBuffer;

/** Slots, 64 bits each. */
const slot = { rows: 0, rowsMax: 1 } as const;

/** `rowsMax`: control-rows after which the soak is at its end. */
export function soakMeter(rowsMax: number): SoakMeter {
  const meter = new SharedArrayBuffer(16);
  new BigInt64Array(meter)[slot.rowsMax] = BigInt(Math.min(rowsMax, Number.MAX_SAFE_INTEGER));
  return meter;
}

/** Notes that so many more control-rows have been judged. */
export function advance(meter: SoakMeter, rows: number): void {
  Atomics.add(new BigInt64Array(meter), slot.rows, BigInt(rows));
}

/** No new batch is begun from now on. */
export function endSoak(meter: SoakMeter): void {
  Atomics.store(new BigInt64Array(meter), slot.rowsMax, 0n);
}

export function hasEnded(meter: SoakMeter): boolean {
  const slots = new BigInt64Array(meter);
  return Atomics.load(slots, slot.rows) >= Atomics.load(slots, slot.rowsMax);
}
