// One stage beside the exact one: both as decimals that can be told apart, and how many bits of its own are wrong.

import type { Format } from "../formats/format.ts";
import { isRepresentable, ulp } from "../formats/neighbours.ts";
import { shortestDecimal } from "../formats/shortest.ts";
import { jsonNumber } from "./json-number.ts";
import type { StageRow } from "./stage-table.ts";

export interface StageRowContext {
  readonly label: string;
  /** The exact stage. */
  readonly right: number | Float64Array;
  /** That of the computation. */
  readonly format: Format;
  /** Of a stage that is stored: where it holds the values, their rounding into it loses none of its bits. */
  readonly storage: Format | undefined;
  readonly columns: readonly number[];
  readonly loss: string | undefined;
  /** The stage that lost it. */
  readonly first: boolean;
}

export function stageRow(value: number | Float64Array, { label, right, format, storage, columns, loss, first }: StageRowContext): Omit<StageRow, "stage"> {
  return {
    label,
    own: texts(value, columns, (one) => decimal(one, format)),
    exact: texts(right, columns, (one) => digits(one, format.precision)),
    bitsLost: jsonNumber(bitsLost(value, right, storage !== undefined && isHeldIn(storage, value) ? storage : format)),
    ...(loss === undefined ? {} : { loss }),
    ...(first ? { first } : {}),
  };
}

function isHeldIn(storage: Format, value: number | Float64Array): boolean {
  return typeof value === "number" ? isRepresentable(storage, value) : value.every((one) => isRepresentable(storage, one));
}

function texts(value: number | Float64Array, columns: readonly number[], text: (one: number) => string): string | readonly string[] {
  return typeof value === "number" ? text(value) : columns.map((column) => text(value[column]));
}

function decimal(x: number, format: Format): string {
  return isRepresentable(format, x) || !Number.isFinite(x) ? shortestDecimal(format, x) : digits(x, format.precision);
}

/** Two digits more than the format can tell apart, written as shortestDecimal does. */
function digits(x: number, precision: number): string {
  if (!Number.isFinite(x)) return String(x);
  const rounded = Number(x.toPrecision(Math.min(17, Math.ceil(precision * Math.log10(2)) + 3)));
  return (rounded !== 0 && Math.abs(rounded) < 1e-4 ? rounded.toExponential() : String(rounded)).replace("e+", "e");
}

function bitsLost(own: number | Float64Array, exact: number | Float64Array, format: Format): number {
  if (typeof own === "number" || typeof exact === "number") return bits(Number(own), Number(exact), Math.abs(Number(exact)), format);
  const typical = Math.sqrt(exact.reduce((sum, value) => sum + value * value, 0) / exact.length);
  return own.reduce((worst, value, i) => Math.max(worst, bits(value, exact[i], Math.max(typical < Infinity ? typical : 0, Math.abs(exact[i])), format)), 0);
}

function bits(own: number, exact: number, size: number, format: Format): number {
  if (own === exact || (Number.isNaN(own) && Number.isNaN(exact))) return 0;
  const error = Math.abs(own - exact);
  if (!Number.isFinite(error)) return format.precision;
  const halfUlp = ulp(format, Math.min(size, format.maxFinite)) / 2;
  return Math.min(format.precision, Math.max(0, Number(Math.log2(error / halfUlp).toFixed(1))));
}
