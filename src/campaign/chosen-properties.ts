// The properties that a run judges: all, or those that were asked for by id.

import type { Property } from "../contract/property.ts";
import { everyProperty } from "./catalogue.ts";
import { nearest } from "./nearest.ts";

/** A property was asked for that is not there; the message names it and the nearest one. */
export class UnknownProperty extends Error {
  override readonly name = "UnknownProperty";
}

/** All properties for undefined. `answers` and `backward-answers` are always among them: without answers there is nothing to judge. */
export async function chosenProperties(ids: readonly string[] | undefined): Promise<readonly Property[]> {
  const all = await everyProperty();
  if (ids === undefined || ids.length === 0) return all;
  const known = all.map(({ id }) => id);
  for (const id of ids) {
    if (known.includes(id)) continue;
    const suggestion = nearest(id, known);
    throw new UnknownProperty(`no property is called ${JSON.stringify(id)}${suggestion ? `; did you mean ${suggestion}?` : ""} (normfuzz list shows all)`);
  }
  return all.filter(({ id, judgesFailures }) => ids.includes(id) || judgesFailures === true);
}
