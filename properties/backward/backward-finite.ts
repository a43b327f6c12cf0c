// Finite in, finite gradient out, wherever no intermediate result can overflow.

import { exactly, show, WorstCase } from "../../src/contract/judge.ts";
import type { Property } from "../../src/contract/property.ts";

export default {
  id: "backward-finite",
  statement: "dx is finite where no intermediate result of the promised algorithm can overflow",
  why: "One infinite gradient turns every weight to NaN, and clipping by the norm does not repair it: ∞/∞ is NaN as well.",
  pass: "backward",
  applies: () => true,
  check(call) {
    const worst = new WorstCase();
    for (let r = 0; r < call.batch.rows; r++) {
      const { bound, dx } = call.gradients!.row(r);
      if (!bound?.finite) continue;
      for (let i = 0; i < dx.length; i++) worst.see(Math.abs(dx[i]!) < Infinity ? 0 : Infinity, 0, r, i);
    }
    return worst.verdict(({ row, column }) => {
      const { dx, exact } = call.gradients!.row(row);
      const expected = exact!.dx[column]!;
      return {
        observed: dx[column]!,
        expected,
        tolerance: exactly("no intermediate result can overflow (docs/bounds.md, the backward pass)"),
        message: `dx[${column}] is ${dx[column]} although no intermediate result can overflow; exact is ${show(expected, call.contract.storage)}`,
      };
    });
  },
} satisfies Property;
