// From the name of a format to the format, and which format holds which.

import { bf16 } from "./bf16.ts";
import type { Format, FormatId } from "./format.ts";
import { fp16 } from "./fp16.ts";
import { fp32 } from "./fp32.ts";
import { fp64 } from "./fp64.ts";
import { fp8E4M3 } from "./fp8-e4m3.ts";
import { fp8E5M2 } from "./fp8-e5m2.ts";
import { toy } from "./toy.ts";

const formats: Readonly<Record<FormatId, Format>> = { fp64, fp32, fp16, bf16, "fp8-e4m3": fp8E4M3, "fp8-e5m2": fp8E5M2, toy };

/** Every known format, widest first. */
export const formatIds = Object.keys(formats) as readonly FormatId[];

/** The format with this id. Throws a RangeError naming the value and the choices. */
export function formatOf(id: string): Format {
  if (!Object.hasOwn(formats, id)) throw new RangeError(`unknown format "${id}": choose one of ${formatIds.join(", ")}`);
  return formats[id as FormatId];
}

/** Whether every finite value of `narrow` is a value of `wide`. */
export function contains(wide: Format, narrow: Format): boolean {
  return wide.precision >= narrow.precision && wide.maxFinite >= narrow.maxFinite && wide.minSubnormal <= narrow.minSubnormal;
}

/** Whichever of two formats holds every value of the other. Throws a RangeError where neither does (fp16 and bf16). */
export function widerFormat(a: Format, b: Format): Format {
  if (contains(a, b)) return a;
  if (contains(b, a)) return b;
  throw new RangeError(`neither of ${a.id} and ${b.id} holds every value of the other: choose fp32 to hold both`);
}
