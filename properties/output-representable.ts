// Every output is a value of the storage format: a kernel that forgets its last rounding looks better than it is.

import { isRepresentable } from "../src/formats/neighbours.ts";
import { exactly, WorstCase } from "../src/contract/judge.ts";
import type { Property } from "../src/contract/property.ts";

export default {
  id: "output-representable",
  statement: "every y_i is a value of the storage format (or NaN)",
  why: "An output that is not in the format cannot be what the kernel stores: the next layer will see another number than the one that was tested.",
  applies: () => true,
  check(call) {
    const worst = new WorstCase();
    const { storage } = call.contract;
    const { rows, cols } = call.batch;
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < cols; c++) worst.see(isRepresentable(storage, call.y[r * cols + c]) ? 0 : Infinity, 0, r, c);
    }
    return worst.verdict(({ row, column }) => {
      const observed = call.y[row * cols + column];
      const expected = storage.round(observed);
      return {
        observed,
        expected,
        tolerance: exactly(`y is stored as ${storage.id}`),
        message: `y[${column}] = ${observed} is not a value of ${storage.id}; the nearest one is ${expected}`,
      };
    });
  },
} satisfies Property;
