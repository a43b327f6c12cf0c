// Who is on a scoreboard when nobody is named: the engines, where they are installed, and the models of their other versions.

import { builtinImplementations, engineModels } from "../catalogue.ts";
import { everyEngine, type Target } from "../target.ts";

/** What a description says of a kernel that gives an engine's outputs to the last bit. */
const bitwise = "(bitwise)";

/** ids of the models: those of their folder, and the built-in kernels that are models as well. */
export async function modelIds(): Promise<readonly string[]> {
  const ids = [...(await builtinImplementations()).filter(({ description }) => description?.includes(bitwise)), ...(await engineModels())].map(({ id }) => id);
  return ids.sort();
}

/** Engines first. */
export async function scoreboardTargets(): Promise<readonly Target[]> {
  const engines = await everyEngine();
  return [...engines, ...(await modelIds()).map((id): Target => ({ kind: "builtin", name: id, label: id, asEngine: true }))];
}

/** Targets that people named: models are on a scoreboard for the engines that they are models of. */
export async function heldAsEngines(targets: readonly Target[]): Promise<readonly Target[]> {
  const ids = await modelIds();
  return targets.map((target) => (target.kind === "builtin" && ids.includes(target.name) ? { ...target, asEngine: true } : target));
}
