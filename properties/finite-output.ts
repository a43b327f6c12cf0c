// Finite in, finite out, wherever it is proved that no intermediate result can overflow.

import { exactly, show, WorstCase } from "../src/contract/judge.ts";
import type { Property } from "../src/contract/property.ts";

export default {
  id: "finite-output",
  statement: "y is finite where no intermediate result of the promised algorithm can overflow or vanish under the root",
  why: "Negative variances under the root, ε that rounds to zero and squares in a narrow format give NaN or ±Infinity on ordinary rows; one such row ends a training run.",
  applies: () => true,
  check(call) {
    const worst = new WorstCase();
    for (let r = 0; r < call.batch.rows; r++) {
      const { bound, y } = call.row(r);
      if (!bound?.finite) continue;
      for (let i = 0; i < y.length; i++) worst.see(Math.abs(y[i]) < Infinity ? 0 : Infinity, 0, r, i);
    }
    return worst.verdict(({ row, column }) => {
      const { y, exact } = call.row(row);
      const expected = exact!.y[column];
      return {
        observed: y[column],
        expected,
        tolerance: exactly("no intermediate result can overflow (docs/bounds.md, finite)"),
        message: `y[${column}] is ${y[column]} although no intermediate result can overflow; exact is ${show(expected, call.contract.storage)}`,
      };
    });
  },
} satisfies Property;
