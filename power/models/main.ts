// `npm run models [values]`: every engine that is installed against its model, bit for bit, on a million values or so many. Fails where one differs.

import { allEngines, allFamilies, builtinImplementations, engineModels } from "../../src/campaign/catalogue.ts";
import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import type { Engine } from "../../src/engines/engine.ts";
import { EngineUnavailable } from "../../src/engines/engine-unavailable.ts";
import { missingOf } from "../../src/engines/missing.ts";
import { compare } from "./compare.ts";
import { expectedModel } from "./expected.ts";

const valuesMin = Number(process.argv[2] ?? 1e6);
const models = [...(await builtinImplementations()), ...(await engineModels())];
const families = await allFamilies();

async function check(engine: LayerNormImplementation, name: string, id: string | undefined): Promise<void> {
  const model = models.find((one) => one.id === id);
  if (model === undefined) return console.log(`${name}: no model is known`);
  const { rows, values, rowsDifferent, first } = await compare({ engine, model, families, seed: 2026, valuesMin });
  const compared = `${rows.toLocaleString("en")} rows, ${values.toLocaleString("en")} values`;
  console.log(rowsDifferent === 0 ? `${name}: ${id} to the last bit (${compared})` : `${name}: NOT ${id}: ${rowsDifferent.toLocaleString("en")} rows of ${compared} differ`);
  if (first === undefined) return;
  process.exitCode = 1;
  const { x, eps, affine, engine: y, model: z } = first;
  console.log(`  first at n = ${x.length}, ε = ${eps}${affine ? ", with γ or β" : ""}: ${y}, the model has ${z}; x = ${x.slice(0, 16).join(" ")}${x.length > 16 ? " …" : ""}`);
}

for (const engine of await allEngines()) {
  for (const { id } of engine.implementations) {
    const implementation = await loaded(engine, id);
    if (typeof implementation === "string") {
      console.log(`${id}: left out, ${implementation}`);
      continue;
    }
    const version = implementation.version ?? "";
    await check(implementation, `${id} ${version}`, expectedModel(id, version, process.arch));
    await implementation.dispose?.();
  }
}

/** The implementation, or why there is none. */
async function loaded(engine: Engine, id: string): Promise<LayerNormImplementation | string> {
  try {
    return missingOf(engine, id) ?? (await engine.load(id));
  } catch (error) {
    if (error instanceof EngineUnavailable) return error.message;
    throw error;
  }
}
