// The violations of one implementation by what causes them: one mistake violates many properties, and is one finding for a reader.

import type { Cause } from "../findings/cause.ts";
import type { Evidence, ImplementationResult } from "./model.ts";

export interface CauseGroup {
  readonly cause: Cause;
  /** ids of the properties that are violated for this reason, in the order of the result. */
  readonly properties: readonly string[];
  /** Of the violations that were looked at, over all of these properties. */
  readonly count: number;
  /** The counterexample of fewest values, and the property that it is of. */
  readonly evidence: Evidence;
  readonly property: string;
}

/** Violations by cause, the one with most properties first; those without a minimal row or a cause are not in here. */
export function groupByCause({ properties }: Pick<ImplementationResult, "properties">): readonly CauseGroup[] {
  const groups = new Map<string, CauseGroup>();
  for (const { property, others = [], ...own } of properties) {
    for (const evidence of [own, ...others]) {
      const { cause, causeCount = 1 } = evidence;
      if (cause === undefined) continue;
      const known = groups.get(cause.id);
      groups.set(cause.id, known === undefined ? { cause, properties: [property], count: causeCount, evidence: evidenceAlone(evidence), property } : joined(known, property, causeCount, evidence));
    }
  }
  // Sorting is stable: groups of equal size keep the order in which they came.
  return [...groups.values()].sort((a, b) => b.properties.length - a.properties.length || b.count - a.count);
}

function joined(group: CauseGroup, property: string, count: number, evidence: Evidence): CauseGroup {
  const simpler = size(evidence) < size(group.evidence);
  return {
    ...group,
    properties: group.properties.includes(property) ? group.properties : [...group.properties, property],
    count: group.count + count,
    ...(simpler ? { evidence: evidenceAlone(evidence), property } : {}),
  };
}

function size({ minimal }: Evidence): number {
  return minimal === undefined ? Infinity : minimal.x.length + (minimal.gamma?.length ?? 0) + (minimal.beta?.length ?? 0);
}

/** Without what only a property has. */
function evidenceAlone({ minimal, worst, fixture, fixtureText, replay, cause, causeCount, found }: Evidence): Evidence {
  return { minimal, worst, fixture, fixtureText, replay, cause, causeCount, found };
}
