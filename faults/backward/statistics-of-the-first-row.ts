// Saved statistics are read with a stride of 0.

import type { Fault } from "../../src/contract/fault.ts";
import { backwardFault, correct, gradientOf } from "./parts/gradient-of.ts";

export default backwardFault({
  id: "statistics-of-the-first-row",
  description: "every row uses the mean and rstd of the first",
  property: "backward-agreement",
  minimum: { rows: 2, cols: 2 },
  backward: (format) => {
    let first = { mean: 0, rstd: 1 };
    return gradientOf(format, { statistics: (row) => (row.row === 0 ? (first = correct.statistics(row)) : first) });
  },
}) satisfies Fault;
