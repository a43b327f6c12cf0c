// Judges batches for a whole group of controls at once, and counts: every property that judges one call judges every call; those that make further
// calls judge every call of one batch in so many, because each of them costs as much as all the others together.

import { auditCall } from "../../src/campaign/audit-call.ts";
import type { Scores } from "../../src/campaign/search/scores.ts";
import type { Call } from "../../src/contract/call.ts";
import { isJudged } from "../../src/contract/judge.ts";
import type { Property } from "../../src/contract/property.ts";
import { tryProperty, type Trial } from "../../src/contract/trial.ts";
import type { Violated } from "../../src/contract/verdict.ts";
import type { Batch } from "../../src/oracle/row.ts";
import { callAll, type Member } from "./group.ts";

/** One batch in so many is judged by the properties that make further calls. */
export const furtherInterval = 16;

/** One batch in so many has its exact answers computed a second way. */
const auditInterval = 200;

/** The first time that a property accused a control. */
export interface Accusation {
  readonly property: string;
  readonly message: string;
  /** Where the batch is from. */
  readonly origin: string;
  readonly batch: Batch;
}

/** What became of one control. */
export interface Count {
  rows: number;
  /** Rows inside its contract. */
  inside: number;
  /** Rows that were judged by the properties that make further calls, too. */
  further: number;
  /** The largest margin of a verdict, and whose it is. */
  worst: number;
  property: string;
  /** One for each property. */
  readonly accusations: Accusation[];
}

export class SoakJudge {
  readonly counts: readonly Count[];
  /** Distinct rows by where they are from. */
  readonly rowsFrom = new Map<string, number>();
  readonly #group: readonly Member[];
  readonly #alone: readonly Property[];
  readonly #further: readonly Property[];
  readonly #margins: Float64Array;
  #batches = 0;

  constructor(group: readonly Member[], properties: readonly Property[]) {
    this.#group = group;
    this.#alone = properties.filter((property) => property.derive === undefined);
    this.#further = properties.filter((property) => property.derive !== undefined);
    this.#margins = new Float64Array(properties.length);
    this.counts = group.map(() => ({ rows: 0, inside: 0, further: 0, worst: -1, property: "", accusations: [] }));
  }

  /** Judges the batch for every member. The search is told the largest margin of each property, whichever control came so near. */
  batch(batch: Batch, origin: string, scores: Scores): void {
    const calls = callAll(this.#group, batch);
    const withFurther = this.#batches++ % furtherInterval === 0;
    if (this.#batches % auditInterval === 0) auditCall(calls[0]!);
    this.rowsFrom.set(origin, (this.rowsFrom.get(origin) ?? 0) + batch.rows);
    const margins = this.#margins.fill(-1);
    for (let m = 0; m < calls.length; m++) {
      const count = this.counts[m]!;
      count.rows += batch.rows;
      count.inside += insideOf(calls[this.#group[m]!.like]!);
      let p = 0;
      for (const property of this.#alone) this.#judge(property, p++, m, calls[m]!, origin);
      if (!withFurther) continue;
      count.further += batch.rows;
      for (const property of this.#further) this.#judge(property, p++, m, calls[m]!, origin);
    }
    let p = 0;
    for (const { id } of this.#alone) scores.add(id, margins[p++]!, calls[0]!);
    if (withFurther) for (const { id } of this.#further) scores.add(id, margins[p++]!, calls[0]!);
  }

  #judge(property: Property, p: number, m: number, call: Call, origin: string): void {
    const { control, contract } = this.#group[m]!;
    // Controls answer at once, so that trials do.
    const { verdict } = tryProperty(control, contract, property, call.batch, call) as Trial;
    if (verdict.kind === "skip") return;
    const count = this.counts[m]!;
    if (verdict.margin > count.worst) {
      count.worst = verdict.margin;
      count.property = property.id;
    }
    if (verdict.kind === "violated") return accuse(count, property, verdict, call.batch, origin);
    if (verdict.margin > this.#margins[p]!) this.#margins[p] = verdict.margin;
  }
}

/** How many rows lie inside the contract. */
function insideOf(call: Call): number {
  let inside = 0;
  for (let r = 0; r < call.batch.rows; r++) if (isJudged(call.row(r))) inside++;
  return inside;
}

function accuse({ accusations }: Count, property: Property, { message }: Violated, batch: Batch, origin: string): void {
  if (accusations.some((accusation) => accusation.property === property.id)) return;
  accusations.push({ property: property.id, message, origin, batch });
}
