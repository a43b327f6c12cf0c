// The counterexample of a program that was lost with a call: searched in fresh processes, so that what a file says is what happens to the one who
// replays it.

import type { Isolation } from "../contract/isolation.ts";
import { contractSummary, type Counterexample } from "../findings/counterexample.ts";
import { examine, type Examined } from "./examine.ts";
import { lossesExpire, shrinkSeconds } from "./loss-budget.ts";
import { counterexampleOfLoss } from "./lost.ts";
import { smallestLoss } from "./smallest-loss.ts";

/**
 * For `answers` and `backward-answers`. undefined when a process that has seen nothing else is not lost with the batch, and answers it as it should: there is
 * nothing to replay, and the run says so by other means.
 */
export async function examineLoss(examined: Examined, isolation: Isolation): Promise<Counterexample | undefined> {
  const { implementation, contract, property, simplest, settings } = examined;
  const loss = await smallestLoss({ implementation, contract, isolation, batch: simplest.batch, secondsMax: shrinkSeconds(settings) });
  // It may have answered, and wrongly: with too few values, or with an error.
  if (loss === undefined) return examine({ ...examined, expired: lossesExpire(isolation, settings) });
  const { batch: input, kind, message, shrinks } = loss;
  const { family, rowsTried } = simplest;
  return counterexampleOfLoss(implementation.id, contractSummary(contract), property.statement, { property: property.id, input, kind, message, settings, family, rowsTried, shrinks, engineVersion: implementation.version });
}

/** What a report says besides of a program that was lost; undefined where it never was. */
export function lossNote(isolation: Isolation, { losses, spent, explained }: { readonly losses: number; readonly spent: boolean; readonly explained: boolean }): string | undefined {
  if (losses === 0) return undefined;
  const how = explained ? "" : `: its call ${isolation.lastLoss}; a fresh process answers the same batch as it should${isolation.excusable ? ", so that the cause may lie outside it" : ""}`;
  const end = isolation.gone !== undefined ? `; the search ended there, because ${isolation.gone}` : spent ? "; the search ended there" : "";
  return `the program was lost ${losses === 1 ? "once" : `${losses} times`} and started again${how}${end}`;
}
