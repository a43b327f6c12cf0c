// Rounding towards zero, what a conversion by dropping bits does.

import type { Format } from "../../src/formats/format.ts";
import { nextDown, nextUp } from "../../src/formats/neighbours.ts";
import type { Round } from "./layer-norm.ts";

export function towardsZero(format: Format): Round {
  return (x) => {
    const nearest = format.round(x);
    if (!(Math.abs(nearest) > Math.abs(x))) return nearest;
    return nearest > 0 ? nextDown(format, nearest) : nextUp(format, nearest);
  };
}
