// Every gradient is a value of the storage format: a kernel that forgets its last rounding looks better than it is.

import { exactly, WorstCase } from "../../src/contract/judge.ts";
import type { Property } from "../../src/contract/property.ts";
import { isRepresentable } from "../../src/formats/neighbours.ts";

export default {
  id: "backward-representable",
  statement: "every dx_i is a value of the storage format (or NaN)",
  why: "A gradient that is not in the format cannot be what the kernel stores, and underflow to zero, the usual loss, would not show.",
  pass: "backward",
  applies: () => true,
  check(call) {
    const worst = new WorstCase();
    const { storage } = call.contract;
    const { cols } = call.batch;
    for (let i = 0; i < call.y.length; i++) worst.see(isRepresentable(storage, call.y[i]!) ? 0 : Infinity, 0, Math.floor(i / cols), i % cols);
    return worst.verdict(({ row, column }) => {
      const observed = call.y[row * cols + column]!;
      const expected = storage.round(observed);
      return { observed, expected, tolerance: exactly(`dx is stored as ${storage.id}`), message: `dx[${column}] = ${observed} is not a value of ${storage.id}; the nearest one is ${expected}` };
    });
  },
} satisfies Property;
