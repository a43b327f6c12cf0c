// Bounds by running error analysis (Higham 2002, §3.3): every quantity of a computation goes with a bound of its error, and every operation says
// what becomes of both. Longer formulas than y's are bounded this way, since closed forms of them would be nobody's to check.

/** |exact value| ≤ size, |computed − exact| ≤ error. */
export interface Quantity {
  readonly size: number;
  readonly error: number;
}

/** The constants of the format that operations are rounded in; λ is the smallest subnormal, ω the largest finite number. */
export interface Rounding {
  readonly u: number;
  readonly lambda: number;
  readonly omega: number;
}

export class RunningError {
  readonly #rounding: Rounding;
  /** No operation so far can have overflowed. */
  finite = true;

  constructor(rounding: Rounding) {
    this.#rounding = rounding;
  }

  exactly(value: number): Quantity {
    return { size: Math.abs(value), error: 0 };
  }

  /** a·b rounded; `exact` where the product is known better than by its factors. */
  product(a: Quantity, b: Quantity, exact: number = a.size * b.size): Quantity {
    const { u, lambda } = this.#rounding;
    const size = Math.abs(exact);
    const carried = a.size * b.error + b.size * a.error + a.error * b.error;
    return this.#checked(size, carried + u * (size + carried) + lambda / 2);
  }

  /** a ± b rounded; `exact` is the value of the sum, which cancellation makes small. */
  sum(a: Quantity, b: Quantity, exact: number): Quantity {
    const size = Math.abs(exact);
    const carried = a.error + b.error;
    return this.#checked(size, carried + this.#rounding.u * (size + carried));
  }

  /** a + b + c in any order, two roundings: `partial` is the largest of the sums of two. */
  sumOfThree(a: Quantity, b: Quantity, c: Quantity, { exact, partial }: { readonly exact: number; readonly partial: number }): Quantity {
    const { u } = this.#rounding;
    const size = Math.abs(exact);
    const carried = a.error + b.error + c.error;
    this.#checked(Math.abs(partial), carried * (1 + u) + u * Math.abs(partial));
    const inner = carried + u * (Math.abs(partial) + carried);
    return this.#checked(size, inner + u * (size + inner));
  }

  /** `quantity` rounded once more by a factor that the format need not hold exactly: relative growth `growth`. */
  scaled({ size, error }: Quantity, factor: number, growth: number): Quantity {
    const exact = size * factor;
    const carried = error * factor;
    return this.#checked(exact, carried + growth * (exact + carried) + this.#rounding.lambda / 2);
  }

  #checked(size: number, error: number): Quantity {
    if (!(size + error <= this.#rounding.omega)) this.finite = false;
    return { size, error };
  }
}
