// Every root cause by name: what to call it in a few words, and what usually mends it.

import type { Cause } from "./cause.ts";

const named = {
  "overflow-of-sum": ["Σx overflows", "Accumulate Σx in a wider format, or scale the row by a power of two before the sum."],
  "overflow-of-squares": ["squares overflow", "Square and accumulate in a wider format, or scale the row by a power of two before squaring."],
  "overflow-of-sum-of-squares": ["the sum of squares overflows", "Accumulate the squares in a wider format, or scale the row by a power of two first."],
  "overflow-of-deviation": ["x − mean overflows", "Subtract in a wider format, or scale the row by a power of two first."],
  "overflow-of-output": ["γ and x̂, or the output form, overflow", "Form (x − mean)·rstd before γ, in a wider format, and never x·rstd by itself."],
  "overflow-elsewhere": ["an intermediate result overflows", "Keep intermediate results in a wider format."],
  "squares-underflow": ["squares underflow", "Square in a wider format, or scale the row up by a power of two first."],
  "variance-underflow": ["the variance underflows", "Keep the variance in a format with a wider range, or scale the row up by a power of two first."],
  "epsilon-underflow": ["ε rounds to 0", "Keep ε, and variance + ε, in a format that holds ε, such as fp32."],
  "underflow-elsewhere": ["an intermediate result underflows", "Keep intermediate results in a wider format."],
  "cancellation-one-pass": ["E[x²] − E[x]² cancels", "Compute Σ(x − mean)² in a second pass, or with Welford's recurrence."],
  "cancellation-in-output": ["the output form cancels", "Write (x − mean)·rstd, not x·rstd − mean·rstd."],
  "sum-stagnation": ["a long sum stops growing", "Add pairwise or in blocks, or accumulate in a wider format."],
  "mean-rounded": ["the mean loses bits", "Keep Σx and the mean in a wider format until x − mean is formed, or subtract the mean of what is left once more."],
  "variance-rounded": ["the variance loses bits", "Take the deviations from the finished mean, in a second pass, or keep mean and Σ(x − mean)² in a wider format."],
  "one-pass-rounding": ["the one-pass variance loses bits", "Compute Σ(x − mean)² in a second pass, or with Welford's recurrence."],
  "narrow-accumulation": ["every step is rounded to a narrow format", "Compute in a wider format and round once, at the end."],
  "narrow-intermediate": ["an intermediate result is rounded to the storage format", "Keep x̂ in a wider format until γ and β are applied, and round once."],
  "output-not-rounded": ["outputs are not values of the storage format", "Round each output to the storage format as the last step."],
  "last-places": ["right but for the last places", "Compute in a wider format throughout, and round once, to nearest, at the end."],
  "output-rounding": ["the last steps lose bits", "Round the output once, to nearest, after γ and β."],
  "epsilon-outside-root": ["ε is added outside the root", "Divide by √(variance + ε)."],
  "epsilon-ignored": ["ε is left out", "Add ε to the variance before the root."],
  "epsilon-narrow": ["ε is rounded to a narrow format", "Keep ε in fp32, as it is given."],
  "epsilon-replaced": ["another ε than the one given", "Use the ε of the call."],
  "epsilon-maximum": ["max(variance, ε) in the place of variance + ε", "Add ε to the variance."],
  "epsilon-misplaced": ["ε enters in the wrong place", "Divide by √(variance + ε), with ε as it is given."],
  "wrong-divisor": ["the variance is divided by n − 1", "Divide Σ(x − mean)² by n: LayerNorm has the biased variance."],
  "wrong-count": ["sums are divided by the wrong count", "Divide by the number of columns, whatever the padded length."],
  "not-centred": ["the mean is not subtracted", "Subtract the mean: this is an RMSNorm."],
  "wrong-mean": ["another mean is subtracted", "Check what Σx is taken of, in which format, and what it is divided by."],
  "wrong-scale": ["outputs have another scale than 1/√(variance + ε)", "Check the sum of squares, its divisor, ε and the root, in this order."],
  "wrong-mean-and-scale": ["another mean and another scale", "Check which elements the sums are taken of, and what they are divided by."],
  "input-narrowed": ["x is rounded to a narrow format", "Read x in its own format."],
  "gamma-ignored": ["γ is ignored", "Multiply x̂ by γ, column by column."],
  "gamma-wrong": ["γ is applied wrongly", "Multiply x̂ by γ of the same column, as it is given."],
  "beta-ignored": ["β is ignored", "Add β after γ, column by column."],
  "beta-wrong": ["β is applied wrongly", "Add β of the same column, as it is given."],
  "affine-ignored": ["γ and β are ignored", "Apply γ and β to x̂."],
  "affine-wrong": ["γ or β is applied wrongly", "Form γx̂ + β of the same column, as they are given."],
  "beta-before-gamma": ["β is added before γ", "Multiply by γ first, then add β."],
  "padding-counted": ["padding is counted", "Mask the lanes past the end of the row in every sum, after the subtraction too."],
  "elements-skipped": ["elements are left out", "Handle the tail that vectors leave over, and rows shorter than a vector."],
  "row-mixing": ["rows are mixed up", "Give each row its own sums, and look the row up where they are read."],
  "wrong-axis": ["the statistics are taken along the wrong axis", "Take mean and variance of each row, over its columns."],
  "state-between-calls": ["a call depends on other calls", "Initialise every buffer in each call, and share none between calls."],
  "input-mutated": ["the input is changed", "Write to a buffer of its own."],
  "nan-swallowed": ["NaN or ±∞ in the row is swallowed", "Use comparisons and maxima that pass NaN on, and mask nothing by value."],
  "wrong-columns": ["columns are not treated alike", "Look for tails, strides and masks: every column takes part alike, whatever its place."],
  "threshold": ["a threshold or a flush changes small or large values", "Remove special cases and clamps: the formula with ε needs none, and keep subnormal numbers."],
  "asymmetric": ["positive and negative values are not treated alike", "Round to nearest, and mask or clamp nothing by value."],
  throws: ["the call throws", "Handle this shape."],
  "wrong-length": ["the call returns another number of values", "Return rows × cols values."],
  "not-numbers": ["the call does not return numbers", "Return an array of numbers."],
  "no-answer": ["the call does not return", "Look for a loop that does not end, or memory that runs out, on this shape."],
  crash: ["the program ends", "Find what ends it on this input: an index out of range, an assertion, a signal; its standard error says more."],
  protocol: ["the answer breaks the protocol", "Write answers and nothing else to standard output; print to standard error (docs/protocol.md)."],
  memory: ["memory without end", "Free what a call allocates, or give the program more memory if it needs as much."],
} as const satisfies Record<string, readonly [label: string, remedy: string]>;

export type CauseId = keyof typeof named;

export function cause(id: CauseId): Cause {
  const [label, remedy] = named[id];
  return { id, label, remedy };
}

export const unknownCause: Cause = { id: "unknown", label: "like no mistake known here" };

export const causeIds = Object.keys(named) as readonly CauseId[];
