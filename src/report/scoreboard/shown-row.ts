// The row of an example as people compare it: x, the incoming gradient where there is one, what came out, what is exact.

import { contractOf, type ContractSummary, type Example } from "../../findings/counterexample.ts";
import { formatOf } from "../../formats/format-of.ts";
import { isRepresentable } from "../../formats/neighbours.ts";
import { shortestDecimal } from "../../formats/shortest.ts";
import { exactAnswer } from "../../oracle/exact.ts";
import { exactGradient } from "../../oracle/gradient.ts";
import type { ShownRow } from "./model.ts";

/** Of a value that is compared by eye. */
const digits = 6;

/** Undefined where there are no outputs of this row to show. */
export function shownRow({ batch, y, row: r, derived }: Example, contract: ContractSummary): ShownRow | undefined {
  const { cols, eps, gamma, beta, dy } = batch;
  if (y === undefined || y.length !== batch.x.length || derived !== undefined || r < 0 || r >= batch.rows) return undefined;
  const { storage } = contractOf(contract);
  const x = batch.x.subarray(r * cols, (r + 1) * cols);
  const incoming = dy?.subarray(r * cols, (r + 1) * cols);
  const exact = incoming === undefined ? exactAnswer({ x, eps, gamma, beta })?.y : exactGradient({ x, eps, gamma }, incoming)?.dx;
  const text = (value: number) => (isRepresentable(storage, value) || !Number.isFinite(value) ? shortestDecimal(storage, value) : String(value));
  const texts = (values: Float64Array | undefined) => values && Array.from(values, text);
  return {
    eps: shortestDecimal(formatOf(isRepresentable(formatOf("fp32"), eps) ? "fp32" : "fp64"), eps),
    x: texts(x)!,
    ...(incoming && { dy: texts(incoming)! }),
    ...(gamma && { gamma: texts(gamma) }),
    ...(beta && { beta: texts(beta) }),
    y: Array.from(y.subarray(r * cols, (r + 1) * cols), short),
    exact: exact === undefined ? [] : Array.from(exact, short),
  };
}

/** "316.228", "-1", "9.2e18" */
export function short(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return String(Number(value.toPrecision(digits))).replace("e+", "e");
}
