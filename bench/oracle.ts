// What the exact answer costs: the certified double-double oracle against MPFR at 256 bits, through both interfaces of gmp-wasm.

import { type GMPFunctions, init } from "gmp-wasm";
import { fp32 } from "../src/formats/fp32.ts";
import { certifiedAnswer } from "../src/oracle/certified.ts";
import { integerAnswer } from "../src/oracle/integer.ts";
import type { Row } from "../src/oracle/row.ts";
import { type Timing, timeInterleaved } from "./interleaved.ts";
import { random, randomRow } from "./random-row.ts";
import type { BenchTable } from "./table.ts";

const precisionBits = 256;
/** MPFR_RNDN. */
const nearest = 0;

type AffineRow = Row & { readonly gamma: Float64Array; readonly beta: Float64Array };
type Library = Awaited<ReturnType<typeof init>>;

/** What is used of gmp-wasm's numbers; its own types are circular and come out incomplete. */
interface Big {
  add(other: Big | number): Big;
  sub(other: Big): Big;
  mul(other: Big | number): Big;
  div(other: Big | number): Big;
  sqrt(): Big;
  toNumber(): number;
}

/** As its documentation shows: objects. */
function withObjects(library: Library, { x, gamma, beta, eps }: AffineRow, y: Float64Array): void {
  const context = library.getContext({ precisionBits });
  const float = (value: number): Big => context.Float(value) as unknown as Big;
  const values = Array.from(x, (value) => float(value));
  const mean = values.reduce((sum, value) => sum.add(value), float(0)).div(x.length);
  const deviations = values.map((value) => value.sub(mean));
  const variance = deviations.reduce((sum, deviation) => sum.add(deviation.mul(deviation)), float(0)).div(x.length);
  const root = variance.add(eps).sqrt();
  deviations.forEach((deviation, i) => (y[i] = deviation.div(root).mul(gamma[i]).add(beta[i]).toNumber()));
  context.destroy();
}

/** The functions of MPFR themselves, on four variables. */
function withFunctions(mpfr: GMPFunctions, variables: readonly number[], { x, gamma, beta, eps }: AffineRow, y: Float64Array): void {
  const [mean, sum, term, rstd] = variables;
  const n = x.length;
  mpfr.mpfr_set_d(mean, 0, nearest);
  for (let i = 0; i < n; i++) mpfr.mpfr_add_d(mean, mean, x[i], nearest);
  mpfr.mpfr_div_ui(mean, mean, n, nearest);
  mpfr.mpfr_set_d(sum, 0, nearest);
  for (let i = 0; i < n; i++) {
    mpfr.mpfr_d_sub(term, x[i], mean, nearest);
    mpfr.mpfr_sqr(term, term, nearest);
    mpfr.mpfr_add(sum, sum, term, nearest);
  }
  mpfr.mpfr_div_ui(sum, sum, n, nearest);
  mpfr.mpfr_add_d(sum, sum, eps, nearest);
  mpfr.mpfr_rec_sqrt(rstd, sum, nearest);
  for (let i = 0; i < n; i++) {
    mpfr.mpfr_d_sub(term, x[i], mean, nearest);
    mpfr.mpfr_mul(term, term, rstd, nearest);
    mpfr.mpfr_mul_d(term, term, gamma[i], nearest);
    mpfr.mpfr_add_d(term, term, beta[i], nearest);
    y[i] = mpfr.mpfr_get_d(term, nearest);
  }
}

/** ns per element of a row with γ and β, and how many times longer MPFR and our integers take; answers are compared first. */
export async function benchOracle(): Promise<BenchTable> {
  const library = await init();
  const mpfr = library.binding;
  const variables = Array.from({ length: 4 }, () => {
    const variable = mpfr.mpfr_t();
    mpfr.mpfr_init2(variable, precisionBits);
    return variable;
  });
  const rows = [16, 64, 768, 4096].map((n): { readonly row: AffineRow; readonly y: Float64Array } => ({ row: { ...randomRow(n, fp32, random(n)), eps: fp32.round(1e-5) }, y: new Float64Array(n) }));
  for (const { row, y } of rows) {
    withFunctions(mpfr, variables, row, y);
    expectSame(row, y);
  }
  // Objects last: what they leave to the garbage collector would be cleared away in the time of the others.
  const alone = rows.map(({ row, y }) => timed(row, { integer: () => integerAnswer(row), functions: () => withFunctions(mpfr, variables, row, y) }));
  for (const { row, y } of rows) {
    withObjects(library, row, y);
    expectSame(row, y);
  }
  const beside = rows.map(({ row, y }) => timed(row, { objects: () => withObjects(library, row, y) }));
  for (const variable of variables) mpfr.mpfr_clear(variable);
  return {
    title: "The exact answer of one row",
    columns: ["n", "certified ns/element", "gmp-wasm objects, 256 bits", "gmp-wasm functions, 256 bits", "our integers"],
    rows: rows.map(({ y }, i) => {
      const ratio = (times: ReadonlyMap<string, Timing>, name: string): string => `${(times.get(name)?.ratio ?? NaN).toFixed(0)}×`;
      return [String(y.length), (alone[i].get("certified")?.nanoseconds ?? NaN).toFixed(1), ratio(beside[i], "objects"), ratio(alone[i], "functions"), ratio(alone[i], "integer")];
    }),
    note: "Times longer than the certified path, which also returns statistics, remainders and error bounds. Targets: 40 ns at n ≥ 64, 50× the objects.",
  };
}

function expectSame(row: AffineRow, y: Float64Array): void {
  const answer = certifiedAnswer(row);
  if (answer === undefined || !y.every((value, i) => value === answer.y[i])) throw new Error(`the oracles disagree at n = ${y.length}`);
}

function timed(row: AffineRow, others: Readonly<Record<string, () => void>>): ReadonlyMap<string, Timing> {
  const units = row.x.length;
  const variants = [{ name: "certified", units, run: () => void certifiedAnswer(row) }, ...Object.entries(others).map(([name, run]) => ({ name, units, run }))];
  return timeInterleaved(variants, { rounds: 9, milliseconds: 10 });
}
