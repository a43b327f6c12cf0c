// What `--browser webgpu` names: the engines that run there, or of those that are named the ones that do, and shaders.

import { allEngines } from "./catalogue.ts";
import { engineTargets, missingPackage, resolveTarget, type Target, UnknownTarget } from "./target.ts";

/** Engines by what people call them elsewhere. */
const inBrowser: Readonly<Record<string, string>> = { "onnxruntime-web": "onnxruntime-webgpu", onnxruntime: "onnxruntime-webgpu", tfjs: "tfjs-webgpu" };

/** Without words every engine that runs in a browser and is installed; where none is, an error that says what to install. */
export async function browserTargets(words: readonly string[]): Promise<readonly Target[]> {
  if (words.length > 0) return (await Promise.all(words.map(browserTarget))).flat();
  const engines = (await allEngines()).filter(({ browser }) => browser);
  const targets = engines.flatMap((engine) => engineTargets(engine, true));
  const missing = await Promise.all(targets.map(missingPackage));
  if (missing.every((one) => one !== undefined)) throw new UnknownTarget(`--browser webgpu: ${[...new Set(missing)].join("; ")}; or name a .wgsl shader`);
  return targets;
}

async function browserTarget(word: string): Promise<readonly Target[]> {
  const targets = await resolveTarget(inBrowser[word] ?? word);
  const other = targets.find(({ kind, browser }) => kind !== "wgsl" && !browser);
  if (other === undefined) return targets;
  const names = (await allEngines()).filter(({ browser }) => browser).map(({ id }) => id);
  throw new UnknownTarget(`--browser webgpu: ${other.label} does not run in a browser: name ${names.join(", ")} or a .wgsl shader`);
}
