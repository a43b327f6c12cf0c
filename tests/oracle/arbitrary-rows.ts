// Rows that are hard for an oracle, as a fast-check arbitrary: any bits, near-constant to the last place, offset and spread of any
// magnitude, the extremes of the format, outputs that cancel against β.

import fc from "fast-check";
import type { Format } from "../../src/formats/format.ts";
import { nextUp } from "../../src/formats/neighbours.ts";
import { fromOrdinal, ordinalOf } from "../../src/formats/ordinal.ts";
import { exactAnswer } from "../../src/oracle/exact.ts";
import type { Row } from "../../src/oracle/row.ts";

/** Every finite value, uniform over codes. */
export function finiteValue(format: Format): fc.Arbitrary<number> {
  const last = ordinalOf(format, format.maxFinite);
  return fc.bigInt({ min: -last, max: last }).map((ordinal) => fromOrdinal(format, ordinal));
}

function nearConstant(format: Format, length: number): fc.Arbitrary<number[]> {
  return fc.tuple(finiteValue(format), fc.array(fc.nat(3), { minLength: length, maxLength: length })).map(([centre, steps]) =>
    steps.map((count) => {
      let value = centre;
      for (let i = 0; i < count && value < format.maxFinite; i++) value = nextUp(format, value);
      return value;
    }),
  );
}

function offsetAndSpread(format: Format, length: number): fc.Arbitrary<number[]> {
  const unit = fc.double({ min: -1, max: 1, noNaN: true });
  const binade = fc.integer({ min: format.exponentMin - format.precision, max: format.exponentMax - 1 });
  return fc.tuple(unit, binade, binade, fc.array(unit, { minLength: length, maxLength: length })).map(([centre, e1, e2, offsets]) =>
    offsets.map((offset) => format.round(centre * 2 ** e1 + offset * 2 ** e2)),
  );
}

function values(format: Format, length: number): fc.Arbitrary<number[]> {
  return fc.oneof(
    nearConstant(format, length),
    offsetAndSpread(format, length),
    fc.array(finiteValue(format), { minLength: length, maxLength: length }),
    fc.array(fc.constantFrom(0, -0, 1, -1, format.maxFinite, -format.maxFinite, format.minSubnormal, format.minNormal, 3), { minLength: length, maxLength: length }),
  );
}

export function rowArbitrary(format: Format, lengthMax: number): fc.Arbitrary<Row> {
  return fc.integer({ min: 1, max: lengthMax }).chain((length) =>
    fc
      .record({
        x: values(format, length).map((array) => Float64Array.from(array)),
        eps: fc.constantFrom(0, 1e-5, 1e-12, 1e-1, 1e-7, 2 ** -149, 1).map(Math.fround),
        gamma: fc.option(values(format, length).map((array) => Float64Array.from(array)), { nil: undefined }),
        beta: fc.option(values(format, length).map((array) => Float64Array.from(array)), { nil: undefined }),
        cancels: fc.boolean(),
      })
      .map(({ cancels, ...row }) => (cancels ? cancelling(row, format) : row)),
  );
}

/** The row with β = RN(−γx̂): outputs at the noise of a single rounding. */
export function cancelling(row: Row, format: Format): Row {
  const plain = exactAnswer({ ...row, beta: undefined });
  if (plain === undefined) return row;
  const beta = plain.y.map((value) => -format.round(Math.min(Math.max(value, -format.maxFinite), format.maxFinite)));
  return { ...row, beta };
}
