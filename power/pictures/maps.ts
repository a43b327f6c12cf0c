// The maps that the README shows, drawn as a run draws them: what a one-pass variance does to the error, and what two passes leave of it.

import { builtinImplementations } from "../../src/campaign/catalogue.ts";
import { computeMaps } from "../../src/campaign/maps/compute-maps.ts";
import { errorMapSvg } from "../../src/report/figures/error-map.ts";

const shown = ["one-pass-fp32", "corrected-two-pass-fp32"];

export interface Picture {
  /** In docs/. */
  readonly file: string;
  readonly svg: string;
}

export async function readmePictures(): Promise<readonly Picture[]> {
  const implementations = (await builtinImplementations()).filter(({ id }) => shown.includes(id));
  return Promise.all(
    implementations.map(async (implementation) => {
      const maps = await computeMaps(implementation);
      if (maps === undefined) throw new Error(`${implementation.id} has no maps`);
      return { file: `map-${implementation.id}.svg`, svg: `${errorMapSvg(maps, { implementation: implementation.id, view: "ulps", standalone: true }).html}\n` };
    }),
  );
}
