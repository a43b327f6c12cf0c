// Arithmetic in a format that notices what it loses: the first overflow, underflow, cancellation and stagnation of every stage, in
// words with the operands. It is what lets an explanation say where a result went wrong, and not only that it did.

import type { StageId } from "../../contract/stage.ts";
import type { Format } from "../../formats/format.ts";
import { fma } from "../../formats/fused.ts";

export type LossKind = "overflow" | "invalid" | "underflow" | "cancellation" | "stagnation";

export interface Loss<Id = StageId> {
  readonly stage: Id;
  readonly kind: LossKind;
  /** One clause with the numbers. */
  readonly text: string;
  /** The element of the row at which it was noticed. */
  readonly element?: number | undefined;
}

/** A subtraction that leaves less than this of its operands has cancelled: one hexadecimal digit. */
const cancelledRatio = 2 ** -4;

export class TracedArithmetic<Id = StageId> {
  readonly format: Format;
  readonly losses: Loss<Id>[];
  #stage: Id | undefined;
  #element: number | undefined;

  /** Carries on with the losses of what went before. */
  constructor(format: Format, losses: readonly Loss<Id>[] = []) {
    this.format = format;
    this.losses = [...losses];
  }

  /** Says what the operations that follow are for. */
  at(stage: Id, element?: number): void {
    this.#stage = stage;
    this.#element = element;
  }

  round(x: number): number {
    return this.cast(x, this.format);
  }

  /** x in the given format, or as it is where there is none. */
  cast(x: number, format: Format | undefined): number {
    if (format === undefined) return x;
    const result = format.round(x);
    if (result === 0 && x !== 0) this.#note("underflow", () => `${short(x)} rounds to 0 in ${format.id}`);
    if (!Number.isFinite(result) && Number.isFinite(x)) this.#overflow(short(x), x, format);
    return result;
  }

  add(a: number, b: number): number {
    return this.#sum(a, b, "+", a + b);
  }

  subtract(a: number, b: number): number {
    const result = this.#sum(a, b, "−", a - b);
    const size = Math.max(Math.abs(a), Math.abs(b));
    if (Math.abs(result) < cancelledRatio * size && Number.isFinite(size)) this.#note("cancellation", () => cancelled(a, b, result, this.format));
    return result;
  }

  multiply(a: number, b: number): number {
    return this.#scaled(a, b, a * b, () => (a === b ? `${a < 0 || short(a).includes("e") ? `(${short(a)})` : short(a)}²` : `${short(a)} · ${short(b)}`));
  }

  /** a·b + c, rounded once: for formats of at most 26 bits. */
  multiplyAdd(a: number, b: number, c: number): number {
    const result = fma(a, b, c, this.format.round);
    const size = Math.abs(c);
    if (Number.isNaN(result) && !Number.isNaN(a) && !Number.isNaN(b) && !Number.isNaN(c)) this.#note("invalid", () => `${short(a)} · ${short(b)} + ${short(c)} is NaN`);
    else if (!Number.isFinite(result) && Number.isFinite(a) && Number.isFinite(b) && Number.isFinite(c)) this.#overflow(`${short(a)} · ${short(b)} + ${short(c)}`, a * b + c);
    else if (Math.abs(result) < cancelledRatio * size && Number.isFinite(size)) this.#note("cancellation", () => cancelled(a * b, -c, result, this.format));
    return result;
  }

  divide(a: number, b: number): number {
    return this.#scaled(a, b, a / b, () => `${short(a)} / ${short(b)}`);
  }

  sqrt(x: number): number {
    if (x < 0) this.#note("invalid", () => `the square root of ${short(x)}, a negative number, is NaN`);
    return this.format.round(Math.sqrt(x));
  }

  #sum(a: number, b: number, sign: string, exact: number): number {
    const result = this.format.round(exact);
    if (Number.isNaN(result) && !Number.isNaN(a) && !Number.isNaN(b)) this.#note("invalid", () => `${short(a)} ${sign} ${short(b)} is NaN`);
    else if (!Number.isFinite(result) && Number.isFinite(a) && Number.isFinite(b)) this.#overflow(`${short(a)} ${sign} ${short(b)}`, exact);
    else if (result === a && b !== 0 && Number.isFinite(a)) this.#note("stagnation", () => `${short(a)} ${sign} ${short(b)} stays ${short(a)} in ${this.format.id}`);
    return result;
  }

  #scaled(a: number, b: number, exact: number, text: () => string): number {
    const { format } = this;
    const result = format.round(exact);
    if (Number.isNaN(result) && !Number.isNaN(a) && !Number.isNaN(b)) this.#note("invalid", () => `${text()} is NaN`);
    else if (!Number.isFinite(result) && Number.isFinite(a) && Number.isFinite(b)) this.#overflow(text(), exact);
    else if (a !== 0 && b !== 0 && Number.isFinite(b) && Math.abs(result) < format.minNormal) this.#tiny(exact, result, text);
    return result;
  }

  #overflow(text: string, exact: number, { id, maxFinite }: Format = this.format): void {
    const [value, limit] = apart(Math.abs(exact), maxFinite);
    const operation = text === short(exact) ? "" : `${text} = `;
    this.#note("overflow", () => `${operation}${exact < 0 ? "−" : ""}${value} passes ${exact < 0 ? "−" : ""}${limit}, the largest ${id} number`);
  }

  #tiny(exact: number, result: number, text: () => string): void {
    const { id, minNormal, minSubnormal } = this.format;
    if (result === 0) this.#note("underflow", () => `${text()} = ${exact === 0 ? "a positive number" : short(exact)} rounds to 0: the smallest ${id} number is ${short(minSubnormal)}`);
    // Below the normal numbers the spacing no longer shrinks: a loss once the error is beyond that of a normal rounding.
    else if (Math.abs(result - exact) > 2 * this.format.unitRoundoff * Math.abs(exact)) {
      this.#note("underflow", () => `${text()} = ${short(exact)} becomes ${short(result)}: below ${short(minNormal)} ${id} has few bits left`);
    }
  }

  /** Words are made for the first of a kind only: a long row in a narrow format has thousands. */
  #note(kind: LossKind, words: () => string): void {
    const stage = this.#stage;
    if (stage === undefined) return;
    if (this.losses.some((loss) => loss.stage === stage && loss.kind === kind)) return;
    const [element, text] = [this.#element, words()];
    this.losses.push({ stage, kind, text: element === undefined ? text : `${text}, at element ${element}`, element });
  }
}

function cancelled(a: number, b: number, result: number, { id, precision }: Format): string {
  const bits = result === 0 ? precision : Math.min(precision, Math.round(Math.log2(Math.max(Math.abs(a), Math.abs(b)) / Math.abs(result))));
  const [left, right] = apart(a, b);
  return `${left} − ${right} = ${short(result)} cancels ${bits === precision ? "all" : `${bits} of the`} ${precision} bits of ${id}`;
}

/** A number for a sentence: exact where that is short, else rounded to so many digits. */
export function short(x: number, digits = 4): string {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? "NaN" : x > 0 ? "∞" : "−∞";
  const size = Math.abs(x);
  const sign = x < 0 ? "−" : "";
  if (Number.isInteger(size) && size < 2 ** 20) return sign + String(size);
  const rounded = Number(size.toPrecision(digits));
  if (rounded >= 10 ** Math.max(6, digits) || rounded < 1e-4) return sign + rounded.toExponential().replace("e+", "e");
  return sign + String(rounded);
}

/** Two numbers with as many digits as it takes to see that they differ. */
export function apart(a: number, b: number): readonly [string, string] {
  let digits = 4;
  while (digits < 17 && a !== b && short(a, digits) === short(b, digits)) digits++;
  return [short(a, digits), short(b, digits)];
}
