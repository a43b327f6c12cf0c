// The numbers behind an example's texts, for drawing them: the row of the evidence, how far each value lies from the mean, what the
// implementation gave and what is exact. Computed here from the bits alone; a text that cannot be read is NaN, never an exception.

import type { ExampleJson } from "../../findings/example-json.ts";
import { fromBits } from "../../formats/bits.ts";
import { formatIds, formatOf } from "../../formats/format-of.ts";
import type { Format } from "../../formats/format.ts";
import { exactAnswer } from "../../oracle/exact.ts";
import { exactGradient } from "../../oracle/gradient.ts";
import type { ImplementationResult } from "../model.ts";

export interface RowValues {
  readonly x: Float64Array;
  /** x − mean, exact to the last digits of a double. */
  readonly deviations: Float64Array;
  /** The incoming gradient of the row, where the backward pass is judged: y and exact are dx then. */
  readonly dy?: Float64Array | undefined;
  /** The implementation's outputs; absent where it gave none, or gave them on another input. */
  readonly y?: Float64Array | undefined;
  /** The exact outputs, where there are any. */
  readonly exact?: Float64Array | undefined;
  readonly mean: number;
  readonly conditionNumber?: number | undefined;
  /** Column of the evidence, −1 for the whole row. */
  readonly column: number;
}

/** Values of the row that the evidence is in. */
export function rowValues(example: ExampleJson, storage: Format): RowValues {
  const { rows, cols, gamma, beta, derived } = example;
  const row = Math.min(Math.max(example.row, 0), rows - 1);
  const numbers = (texts: readonly string[]) => {
    const values = new Float64Array(texts.length);
    for (let c = 0; c < texts.length; c++) values[c] = numberOf(texts[c]!, storage);
    return values;
  };
  const x = numbers(example.x.slice(row * cols, (row + 1) * cols));
  const own = derived === undefined && example.y?.length === example.x.length ? numbers(example.y.slice(row * cols, (row + 1) * cols)) : undefined;
  const dy = example.dy?.length === example.x.length ? numbers(example.dy.slice(row * cols, (row + 1) * cols)) : undefined;
  const input = { x, eps: numberOf(example.eps, storage), gamma: gamma && numbers(gamma), beta: beta && numbers(beta) };
  const answer = answerOf(input);
  const deviations = answer?.statistics.deviations.slice() ?? new Float64Array(x.length).fill(NaN);
  return {
    x,
    deviations,
    y: own,
    dy,
    exact: example.dy === undefined ? answer?.y.slice() : answer && dy && exactGradient({ x, eps: input.eps, gamma: input.gamma }, dy)?.dx,
    mean: answer?.statistics.mean ?? NaN,
    conditionNumber: answer?.statistics.conditionNumber,
    column: derived === undefined ? example.column : -1,
  };
}

function answerOf(row: Parameters<typeof exactAnswer>[0]): ReturnType<typeof exactAnswer> {
  if (!(row.eps >= 0) || row.x.length === 0) return undefined;
  if (row.gamma?.length !== undefined && row.gamma.length !== row.x.length) return undefined;
  if (row.beta?.length !== undefined && row.beta.length !== row.x.length) return undefined;
  return exactAnswer(row);
}

const code = /^0x[0-9a-f]+ /i;

/** The number of "bits decimal", by its bits. */
export function numberOf(text: string, storage: Format): number {
  const digits = text.indexOf(" ") - 2;
  const format = formatOfDigits(digits, storage);
  return format === undefined || !code.test(text) ? NaN : decoded(text.slice(0, digits + 2), format);
}

const view = new DataView(new ArrayBuffer(8));
/** Values of the codes of 16 bits and less, by format, as far as they were asked for: there are not many, and rows repeat them. */
const known = new Map<Format, Map<number, number>>();

/** What machines decode by themselves is left to them: a report of hundreds of implementations has a million values. */
function decoded(bits: string, format: Format): number {
  if (format.id === "fp64") {
    view.setBigUint64(0, BigInt(bits));
    return view.getFloat64(0);
  }
  const own = Number(bits);
  if (format.id === "fp32") {
    view.setUint32(0, own);
    return view.getFloat32(0);
  }
  let values = known.get(format);
  if (values === undefined) known.set(format, (values = new Map()));
  let value = values.get(own);
  if (value === undefined) values.set(own, (value = fromBits(format, BigInt(bits))));
  return value;
}

const byWidth = [formatOf("fp32"), formatOf("fp64")] as const;

/** The format of these bits: storage, or the wider one of their width. */
export function formatOfBits(bits: string, storage: Format): Format | undefined {
  return formatOfDigits(bits.length - 2, storage);
}

function formatOfDigits(digits: number, storage: Format): Format | undefined {
  return digits === Math.ceil(storage.bits / 4) ? storage : byWidth.find(({ bits }) => digits === bits / 4);
}

/** The format of values in a report; fp64, which holds all others, where there is no contract. */
export function storageOf({ contract }: Pick<ImplementationResult, "contract">): Format {
  return formatOf(contract !== undefined && (formatIds as readonly string[]).includes(contract.storage) ? contract.storage : "fp64");
}
