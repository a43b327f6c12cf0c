// The regions in which an implementation is right, in two runs: their maps are of the same rows, so a region that changed is the
// implementation's doing.

import type { Maps, SafeRegion } from "../../campaign/maps/maps.ts";

export interface RegionChange {
  readonly text: string;
  /** larger, smaller, or neither of the two. */
  readonly size: "larger" | "smaller" | "other";
}

/** A change for each error of the maps whose region is another one; empty where one of the runs has no maps, or maps of other rows. */
export function compareRegions(before: Maps | undefined, after: Maps | undefined): readonly RegionChange[] {
  if (before === undefined || after === undefined) return [];
  if (!sameRows(before, after)) return [{ text: "the maps are of other rows and cannot be laid side by side", size: "other" }];
  return after.map.safe.flatMap((region) => {
    const was = before.map.safe.find(({ label }) => label === region.label);
    if (was === undefined || (was.magnitudes === region.magnitudes && was.conditions === region.conditions)) return [];
    return [{ text: `${region.label}: ${was.sentence} → ${region.sentence}`, size: sizeOf(was, region) }];
  });
}

function sizeOf(was: SafeRegion, is: SafeRegion): RegionChange["size"] {
  if (is.magnitudes >= was.magnitudes && is.conditions >= was.conditions) return "larger";
  return is.magnitudes <= was.magnitudes && is.conditions <= was.conditions ? "smaller" : "other";
}

function sameRows({ format: a, map: { cols: m, magnitudes: am, conditions: ac } }: Maps, { format: b, map: { cols: n, magnitudes: bm, conditions: bc } }: Maps): boolean {
  return a === b && m === n && JSON.stringify([am, ac]) === JSON.stringify([bm, bc]);
}
