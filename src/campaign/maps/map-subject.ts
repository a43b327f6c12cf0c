// Who the maps are about, and until when they may go on: what every step of them is given.

import type { Contract } from "../../bounds/contract.ts";
import type { LayerNormImplementation } from "../../contract/implementation.ts";

export interface MapSubject {
  readonly implementation: LayerNormImplementation;
  readonly contract: Contract;
  /** Asked before every call; false ends all by MapsUnfinished. */
  readonly proceed: () => boolean;
}

/** Half a map would look like a map. */
export class MapsUnfinished extends Error {
  override readonly name = "MapsUnfinished";
}
