// −Infinity is taken for the mark of a masked place, as in the softmax next door: those places come back as β, and the others do not notice.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormThen } from "./parts/layer-norm-then.ts";

export default {
  id: "negative-infinity-masked",
  group: "special",
  description: "−Infinity in x counts as masked: left out of the sums, and β in the output",
  property: "non-finite-propagation",
  minimum: { cols: 1, x: [-Infinity] },
  create: () => layerNormThen({ id: "negative-infinity-masked", format: "fp32" }, (x, shape, right) => {
      const { rows, cols, beta } = shape;
      const y = right(x.map((value) => (value === -Infinity ? NaN : value)), shape);
      for (let r = 0; r < rows; r++) {
        const row = x.subarray(r * cols, (r + 1) * cols);
        const kept = [...row.keys()].filter((i) => row[i] !== -Infinity);
        if (kept.length === cols) continue;
        const pick = (values: Float64Array | undefined) => values && Float64Array.from(kept, (i) => values[i]);
        const answer = right(Float64Array.from(kept, (i) => row[i]), { ...shape, rows: 1, cols: kept.length, gamma: pick(shape.gamma), beta: pick(beta) });
        row.forEach((_, i) => (y[r * cols + i] = beta?.[i] ?? 0));
        kept.forEach((i, k) => (y[r * cols + i] = answer[k]));
      }
      return y;
    }),
} satisfies Fault;
