// All maps of one implementation, in some dozens of calls. They judge nothing: what is outside the contract is drawn as such, and a call that throws is a
// mark on the map.

import { resolveContract } from "../../contract/resolve.ts";
import type { LayerNormImplementation } from "../../contract/implementation.ts";
import { againstCondition, againstLength } from "./curves.ts";
import { errorMap } from "./error-map.ts";
import { type MapSubject, MapsUnfinished } from "./map-subject.ts";
import type { Maps } from "./maps.ts";

/** The same implementation gives the same maps. Undefined for rows of one column, which have no κ, and where `proceed` said no before the end. */
export async function computeMaps(implementation: LayerNormImplementation, proceed: () => boolean = () => true): Promise<Maps | undefined> {
  if (implementation.fixed?.cols === 1) return undefined;
  const contract = resolveContract(implementation);
  const subject: MapSubject = { implementation, contract, proceed };
  try {
    const map = await errorMap(subject);
    return { format: contract.storage.id, map, againstCondition: await againstCondition(subject, map.cols), againstLength: await againstLength(subject) };
  } catch (error) {
    if (error instanceof MapsUnfinished) return undefined;
    throw error;
  }
}
