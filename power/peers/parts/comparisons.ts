// The comparison rules of test suites. Each takes what is expected and gives the complaint about an answer, or none.

/** |a − e| ≤ atol + rtol·|e| element by element, as numpy, PyTorch and ONNX Runtime have it; NaN is never close. */
export function allClose({ rtol, atol }: { readonly rtol: number; readonly atol: number }): Comparison {
  return elementwise((actual, expected) => Math.abs(actual - expected) <= atol + rtol * Math.abs(expected));
}

/** |a − e| ≤ max element by element. */
export function within(max: number): Comparison {
  return allClose({ rtol: 0, atol: max });
}

/** The largest |a − e| is below max. */
export function strictlyWithin(max: number): Comparison {
  return elementwise((actual, expected) => Math.abs(actual - expected) < max);
}

/** Σ(e − a)²/Σe² ≤ max over the whole tensor: ggml. */
export function normalisedMeanSquare(max: number): Comparison {
  return (expected) => (actual) => {
    let difference = 0;
    let size = 0;
    for (let i = 0; i < expected.length; i++) {
      difference += (expected[i] - actual[i]) ** 2;
      size += expected[i] ** 2;
    }
    const error = difference / size;
    return error <= max ? undefined : `normalised mean squared error ${error.toPrecision(3)}, at most ${max} is allowed`;
  };
}

/** Equal once both are rounded to so many decimals: candle. */
export function equalDecimals(decimals: number): Comparison {
  const rounded = (value: number) => Math.round(Math.fround(value) * 10 ** decimals);
  return elementwise((actual, expected) => rounded(actual) === rounded(expected));
}

/** Any rule for one element, given its index too. */
export function elementwise(close: (actual: number, expected: number, index: number) => boolean): Comparison {
  return (expected) => (actual) => {
    for (let i = 0; i < expected.length; i++) {
      if (!close(actual[i], expected[i], i)) return `y[${i}] is ${actual[i]}, expected ${expected[i]}`;
    }
    return undefined;
  };
}

export type Comparison = (expected: ArrayLike<number>) => (actual: ArrayLike<number>) => string | undefined;
