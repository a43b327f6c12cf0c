// Correct LayerNorms of every stable family as implementations: each moment kernel with each output form, fused or not, and with other
// code for the body of a row than for its tail. None of them may ever be accused.

import type { Algorithm, Contract, OutputForm, Summation } from "../../src/bounds/contract.ts";
import type { LayerNormImplementation, StorageFormatId } from "../../src/contract/implementation.ts";
import { fma } from "../../src/formats/fused.ts";
import { rowOf } from "../../src/oracle/row.ts";
import type { Row } from "../../src/oracle/row.ts";
import { type Form, type KernelMoments, outputs, type Round } from "../bounds/kernels.ts";
import { allSubjects } from "../bounds/subjects.ts";

export interface CorrectKernel {
  readonly implementation: LayerNormImplementation;
  readonly contract: Contract;
}

interface Formats {
  readonly storage: Contract["storage"];
  readonly accumulator: Contract["accumulator"];
}

type Rounds = { readonly accumulator: Round; readonly storage: Round };
type OutputStep = (row: Row, moments: KernelMoments, rounds: Rounds) => number[];

interface Step {
  readonly name: string;
  readonly output: OutputForm;
  readonly step: OutputStep;
}

function plain(form: Form, output: OutputForm): Step {
  return { name: form, output, step: (row, moments, rounds) => outputs(row, moments, form, rounds) };
}

/** The last products and sums contracted, as compilers do; for accumulators of at most 26 bits. */
function fused(form: "product" | "expanded" | "folded", output: OutputForm): Step {
  return {
    name: `fused ${form}`,
    output,
    step(row, { mean, variance, deviation }, rounds) {
      const f = rounds.accumulator;
      const r = f(1 / f(Math.sqrt(f(variance + f(row.eps)))));
      return Array.from(row.x, (value, i) => {
        const g = row.gamma?.[i] ?? 1;
        const b = row.beta?.[i] ?? 0;
        if (form === "folded") {
          const a = f(g * r);
          return rounds.storage(fma(value, a, fma(-mean, a, b, f), f));
        }
        const t = deviation ? deviation(i) : f(value - mean);
        const h = form === "expanded" ? fma(value, r, f(-mean * r), f) : f(t * r);
        return rounds.storage(fma(g, h, b, f));
      });
    },
  };
}

/** The last n mod 4 elements by other code, from the same mean: deviations that were centred twice are left out, since x·r − m·r knows none. */
function bodyAndTail(body: Step, tail: Step, output: OutputForm): Step {
  return {
    name: `${body.name} with a tail by ${tail.name}`,
    output,
    step(row, moments, rounds) {
      const { mean, variance } = moments;
      const shared = body.output === "centred" && tail.output === "centred" ? moments : { mean, variance };
      const y = body.step(row, shared, rounds);
      const other = tail.step(row, shared, rounds);
      return y.map((value, i) => (i < y.length - (y.length % 4) ? value : other[i]));
    },
  };
}

/** With γ other code than without. */
function byAffine(without: Step, with_: Step, output: OutputForm): Step {
  return {
    name: `${without.name}, with γ ${with_.name}`,
    output,
    step: (row, moments, rounds) => (row.gamma === undefined ? without : with_).step(row, moments, rounds),
  };
}

function stepsFor(accumulator: Contract["accumulator"]): readonly Step[] {
  const product = plain("product", "centred");
  const quotient = plain("quotient", "centred");
  const expanded = plain("expanded", "expanded");
  const folded = plain("folded", "folded");
  const gammaFirst = plain("gamma-first", "centred");
  const unfused = [product, quotient, expanded, folded, gammaFirst, plain("scaled", "folded"), bodyAndTail(quotient, product, "centred"), bodyAndTail(folded, quotient, "any"), byAffine(product, folded, "any")];
  if (accumulator.precision > 26) return unfused;
  const fusedProduct = fused("product", "centred");
  const fusedExpanded = fused("expanded", "expanded");
  const fusedFolded = fused("folded", "folded");
  return [
    ...unfused,
    fusedProduct,
    fusedExpanded,
    fusedFolded,
    bodyAndTail(fusedProduct, quotient, "centred"),
    bodyAndTail(fusedExpanded, expanded, "expanded"),
    bodyAndTail(fusedFolded, folded, "folded"),
    bodyAndTail(fusedExpanded, product, "any"),
    byAffine(quotient, fusedFolded, "any"),
  ];
}

/** Every kernel under its own contract and, where that covers it, under "stable". `random` decides the trees of the Chan kernels, per call seed. */
export function correctKernels({ storage, accumulator }: Formats): readonly CorrectKernel[] {
  const subjects = allSubjects(() => nextOfTree());
  const steps = stepsFor(accumulator);
  const kernels: CorrectKernel[] = [];
  for (const subject of subjects) {
    if (subject.form !== "product") continue;
    const stable = subject.algorithm === "stable";
    for (const { name, output, step } of steps) {
      const id = `${subject.name.replace(", product", "")}, ${name}`;
      const contract: Contract = { storage, accumulator, algorithm: subject.algorithm, summation: subject.summation, output: stable ? "any" : output };
      kernels.push({ contract, implementation: implementation(id, { storage, accumulator }, subject.moments, step) });
    }
  }
  return kernels;
}

/** One contract for each of these; kept so that equal contracts share their constants. */
export function contractKey({ algorithm, summation, output }: { algorithm: Algorithm; summation: Summation; output: OutputForm }): string {
  return [algorithm, JSON.stringify(summation), output].join();
}

function implementation(id: string, { storage, accumulator }: Formats, moments: (x: readonly number[], f: Round) => KernelMoments, step: OutputStep): LayerNormImplementation {
  const rounds: Rounds = { accumulator: accumulator.round, storage: storage.round };
  return {
    id,
    format: storage.id as StorageFormatId,
    forward(x, { rows, cols, eps, gamma, beta }) {
      const y = new Float64Array(rows * cols);
      for (let r = 0; r < rows; r++) {
        const row = rowOf({ rows, cols, x, eps, gamma, beta }, r);
        // A tree depends on the length alone, as a kernel's layout does.
        treeState = cols;
        y.set(step(row, moments([...row.x], rounds.accumulator), rounds), r * cols);
      }
      return y;
    },
  };
}

// Numbers that draw the Chan trees; restarted for every row, so that every row of a length has the same tree.
let treeState = 1;

function nextOfTree(): number {
  treeState = (Math.imul(treeState, 1664525) + 1013904223) >>> 0;
  return treeState / 2 ** 32;
}
