// One attempt to break a bound: a correct kernel, an adversarial row, the error of every output over its bound.

import { boundOf } from "../../src/bounds/bound-of.ts";
import type { Algorithm, Contract, OutputForm, Summation } from "../../src/bounds/contract.ts";
import { compensatedSum } from "../../src/contract/compensated-sum.ts";
import type { Format } from "../../src/formats/format.ts";
import { exactAnswer } from "../../src/oracle/exact.ts";
import type { Row } from "../../src/oracle/row.ts";
import { type Form, type KernelMoments, outputs } from "./kernels.ts";

export interface Subject {
  readonly name: string;
  readonly moments: (x: readonly number[], f: (x: number) => number) => KernelMoments;
  readonly form: Form;
  readonly algorithm: Algorithm;
  readonly summation: Summation;
  readonly output: OutputForm;
}

export interface Attack {
  /** Largest error / bound over the outputs; NaN when the bound promises nothing. */
  readonly ratio: number;
  readonly judged: boolean;
  readonly finitePromised: boolean;
  readonly finiteKept: boolean;
  /** |Σŷ| and the mean square over their bounds; 0 for rows with γ or β. */
  readonly sumRatio: number;
  readonly squareKept: boolean;
}

export function attack(subject: Subject, row: Row, formats: { readonly storage: Format; readonly accumulator: Format }): Attack | undefined {
  const exact = exactAnswer(row);
  if (exact === undefined) return undefined;
  const { algorithm, summation, output } = subject;
  const contract: Contract = contractFor(formats, algorithm, summation, output);
  const bound = boundOf(row, exact, contract);
  const f = formats.accumulator.round;
  const y = outputs(row, subject.moments([...row.x], f), subject.form, { accumulator: f, storage: formats.storage.round });
  let ratio = 0;
  y.forEach((value, i) => {
    if (bound.errors[i] === Number.POSITIVE_INFINITY) return;
    const error = Math.abs(value - exact.y[i]! - exact.yLow[i]!);
    const margin = error === 0 ? 0 : error / (bound.errors[i]! + exact.yError[i]!);
    if (!(margin <= ratio)) ratio = margin;
  });
  const plain = row.gamma === undefined && row.beta === undefined;
  const sum = Math.abs(compensatedSum(y).total);
  // Mean square less v/(v + ε), which is the mean square of the exact outputs: as differences, so that fp64's own errors are not lost in it.
  const square = compensatedSum(y.map((value, i) => (value - exact.y[i]! - exact.yLow[i]!) * (value + exact.y[i]!))).total / y.length;
  const unsure = compensatedSum(y.map((value, i) => exact.yError[i]! * Math.abs(value + exact.y[i]!))).total;
  return {
    ratio,
    judged: bound.informative,
    finitePromised: bound.finite,
    finiteKept: y.every(Number.isFinite),
    sumRatio: plain && bound.informative && sum > 0 ? sum / bound.sumError : 0,
    squareKept: !plain || !bound.informative || (square >= -bound.meanSquareDown - unsure && square <= bound.meanSquareUp + unsure),
  };
}

const contracts = new Map<string, Contract>();

function contractFor({ storage, accumulator }: { storage: Format; accumulator: Format }, algorithm: Algorithm, summation: Summation, output: OutputForm): Contract {
  const key = [storage.id, accumulator.id, algorithm, JSON.stringify(summation), output].join();
  let contract = contracts.get(key);
  if (contract === undefined) contracts.set(key, (contract = { storage, accumulator, algorithm, summation, output }));
  return contract;
}
