// What a claim's judge says when something else had been measured.

import type { Claim, Judgement } from "../../claims/claim.ts";
import type { Outcome } from "../../claims/run-claim.ts";

type Writable<T> = T extends object ? { -readonly [K in keyof T]: Writable<T[K]> } : T;

export interface Alteration {
  readonly id: string;
  readonly name: string;
  judge(outcomes: readonly Outcome[]): Judgement;
  readonly verdict: Judgement["verdict"];
}

/** The judgement on a copy of what was measured, changed first. */
export function altered<M>(claim: Claim<M>, verdict: Judgement["verdict"], name: string, change: (measured: Writable<M>) => void): Alteration {
  return {
    id: claim.id,
    name,
    verdict,
    judge(outcomes) {
      const measured = structuredClone(outcomes.find((outcome) => outcome.claim.id === claim.id)!.measured) as M;
      change(measured as Writable<M>);
      return claim.judge(measured);
    },
  };
}
