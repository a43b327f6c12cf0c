// The last rounding, into a storage format that is narrower than the accumulator.

import type { Format } from "../formats/format.ts";
import type { ArithmeticId } from "./arithmetic.ts";

export interface Storing {
  /** As a share of what is stored. */
  readonly rounding: number;
  /** Besides, where it is small. */
  readonly underflow: number;
}

/** To nearest: half an ulp, u/(1 + u), and half of λ. In WGSL either way, an ulp, and subnormal results may become 0. */
export function storing({ unitRoundoff, minSubnormal, minNormal }: Format, arithmetic: ArithmeticId = "ieee"): Storing {
  if (arithmetic === "wgsl") return { rounding: 2 * unitRoundoff, underflow: minNormal };
  return { rounding: unitRoundoff / (1 + unitRoundoff), underflow: minSubnormal / 2 };
}
