// The faults, the controls and the peers there are, found by reading their folders: adding one is adding a file.

import { readdirSync } from "node:fs";
import type { Fault } from "../src/contract/fault.ts";
import type { LayerNormImplementation } from "../src/contract/implementation.ts";
import { validateImplementation } from "../src/contract/validate.ts";
import type { Peer } from "./peers/peer.ts";

/** Correct kernels as engines write them, by id: whatever accuses one is wrong. */
export async function allControls(): Promise<readonly LayerNormImplementation[]> {
  const units = await readUnits<LayerNormImplementation>(new URL("./controls/", import.meta.url));
  return units.map((unit) => validateImplementation(unit, unit.id));
}

/** Kernels that are wrong on purpose, by id. */
export function allFaults(): Promise<readonly Fault[]> {
  return readUnits<Fault>(new URL("../faults/", import.meta.url));
}

/** Backward passes that are wrong on purpose, by id. */
export function backwardFaults(): Promise<readonly Fault[]> {
  return readUnits<Fault>(new URL("../faults/backward/", import.meta.url));
}

/** Test set-ups of other projects, by id. */
export function allPeers(): Promise<readonly Peer[]> {
  return readUnits<Peer>(new URL("./peers/", import.meta.url), "peer");
}

/** The default exports of a folder's files; `besides` names the file that says what a unit is. */
async function readUnits<T extends { readonly id: string }>(folder: URL, besides?: string): Promise<readonly T[]> {
  const names = readdirSync(folder)
    .filter((name) => /\.[jt]s$/.test(name) && !/\.(d|test)\.[jt]s$/.test(name))
    .map((name) => name.slice(0, -3))
    .filter((name) => name !== besides)
    .sort();
  const extension = import.meta.url.slice(-3);
  return Promise.all(
    names.map(async (name) => {
      const module: { default?: T } = await import(new URL(`${name}${extension}`, folder).href);
      if (module.default?.id !== name) throw new Error(`${folder.pathname}${name}${extension}: its default export must have the id "${name}", not ${JSON.stringify(module.default?.id)}`);
      return module.default;
    }),
  );
}
