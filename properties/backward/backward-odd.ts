// dx(−dy) = −dx(dy), bit for bit: the gradient is linear in dy, and rounding to nearest is symmetric.

import { negated } from "../../src/contract/batch-values.ts";
import { isJudgedGradient } from "../../src/contract/gradients.ts";
import { exactly, show, WorstCase } from "../../src/contract/judge.ts";
import type { Property } from "../../src/contract/property.ts";

export default {
  id: "backward-odd",
  statement: "dx(−dy) = −dx(dy), exactly",
  why: "Truncation, directed rounding and clamps of one sign bias every step of training in one direction, by too little for a tolerance to notice.",
  pass: "backward",
  applies: () => true,
  derive: (batch) => [{ ...batch, dy: negated(batch.dy) }],
  check(call, [mirrored]) {
    const worst = new WorstCase();
    for (let r = 0; r < call.batch.rows; r++) {
      const analysed = call.gradients!.row(r);
      if (!isJudgedGradient(analysed)) continue;
      const other = mirrored!.gradients!.row(r).dx;
      for (let i = 0; i < other.length; i++) worst.seeSame(other[i]!, -analysed.dx[i]!, r, i, 0);
    }
    return worst.verdict(({ row, column }) => {
      const { storage } = call.contract;
      const [observed, expected] = [mirrored!.gradients!.row(row).dx[column]!, -call.gradients!.row(row).dx[column]!];
      return {
        observed,
        expected,
        tolerance: exactly("rounding to nearest is symmetric about 0"),
        message: `with −dy, dx[${column}] is ${show(observed, storage)}; with dy it is ${show(-expected, storage)}: they must be opposite`,
      };
    });
  },
} satisfies Property;
