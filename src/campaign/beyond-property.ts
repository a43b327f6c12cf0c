// What happens beyond the contract is shrunk and replayed by the same machinery as violations: a symptom becomes a property.

import { type Beyond, gradeBeyond } from "../contract/beyond.ts";
import type { Property } from "../contract/property.ts";
import { holdsExactly } from "../contract/verdict.ts";

const prefix = "beyond:";

const statements: Readonly<Record<Beyond["symptom"], string>> = {
  "non-finite": "a finite row with an exact answer gives finite outputs",
  collapsed: "outputs differ from β where the exact ones do",
  "too-large": "|x̂| ≤ √n: no LayerNorm has larger values",
  inaccurate: "outputs are within a quarter of their scale of the exact ones",
};

/** "beyond:collapsed" and so on: asserted only where the contract promises nothing. */
export function beyondProperty(symptom: Beyond["symptom"]): Property {
  return {
    id: `${prefix}${symptom}`,
    statement: statements[symptom],
    why: "The contract promises nothing here; this is what the implementation does all the same.",
    applies: () => true,
    check(call) {
      for (let r = 0; r < call.batch.rows; r++) {
        const analysed = call.row(r);
        const { bound } = analysed;
        if (bound === undefined || (bound.finite && bound.informative)) continue;
        const beyond = gradeBeyond(analysed);
        if (beyond?.symptom !== symptom) continue;
        const { column, observed, expected, message } = beyond;
        const tolerance = { value: Number.POSITIVE_INFINITY, terms: [], source: "beyond the contract: nothing is promised" };
        return { kind: "violated", margin: Number.POSITIVE_INFINITY, row: r, column, observed, expected, tolerance, message };
      }
      return holdsExactly;
    },
  };
}

/** The property that a fixture's `beyond:…` id names, or undefined. */
export function beyondPropertyOf(id: string): Property | undefined {
  if (!id.startsWith(prefix)) return undefined;
  const symptom = id.slice(prefix.length) as Beyond["symptom"];
  return symptom in statements ? beyondProperty(symptom) : undefined;
}
