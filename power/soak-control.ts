// One correct kernel on fresh rows for so many seconds.

import { allFamilies, allProperties } from "../src/campaign/catalogue.ts";
import { explore } from "../src/campaign/explore.ts";
import { profiles } from "../src/campaign/settings.ts";
import { resolveContract } from "../src/contract/resolve.ts";
import { allControls } from "./read-units.ts";

export interface SoakTask {
  readonly control: string;
  readonly seconds: number;
  readonly seed: string;
}

export interface Soaked {
  readonly control: string;
  readonly rows: number;
  /** ids of the properties that accuse it. */
  readonly accusations: readonly string[];
  /** The largest margin, and whose it is. */
  readonly worst: number;
  readonly property: string;
}

const [controls, properties, families] = await Promise.all([allControls(), allProperties(), allFamilies()]);

export default async function soakControl({ control: id, seconds, seed }: SoakTask): Promise<Soaked> {
  const implementation = controls.find((control) => control.id === id)!;
  const settings = { ...profiles.pr, seed: `${seed} ${id}`, runs: Number.MAX_SAFE_INTEGER, seconds };
  const { rows, properties: tallies } = await explore({ implementation, contract: resolveContract(implementation), properties, families, settings });
  const all = [...tallies].map(([property, { margin, violations }]) => ({ property, margin, violations }));
  const worst = all.reduce((a, b) => (b.margin > a.margin ? b : a));
  return { control: id, rows, accusations: all.filter(({ violations }) => violations > 0).map(({ property }) => property), worst: worst.margin, property: worst.property };
}
