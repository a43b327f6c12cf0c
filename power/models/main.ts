// `npm run models [values]`: every engine that is installed against its model, bit for bit, on a million values or so many. Fails where one differs.

import { allEngines, allFamilies, builtinImplementations, engineModels } from "../../src/campaign/catalogue.ts";
import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { firstMissing } from "../../src/engines/load-peer.ts";
import { compare } from "./compare.ts";
import { expectedModel } from "./expected.ts";
import { pytorch } from "./pytorch.ts";

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
  const missing = firstMissing(engine.packages);
  if (missing !== undefined) {
    console.log(`${engine.id}: left out, ${missing}`);
    continue;
  }
  for (const { id, further } of engine.implementations) {
    if (further !== undefined && firstMissing([further]) !== undefined) continue;
    const implementation = await engine.load(id);
    const version = /\d+\.\d+\.\d+/.exec(implementation.description ?? "")?.[0] ?? "";
    await check(implementation, `${id} ${version}`, expectedModel(id, version, process.arch));
    await implementation.dispose?.();
  }
}
const torch = pytorch(process.env.PYTHON ?? "python3");
if (torch === undefined) console.log("pytorch: left out, python3 has no torch (PYTHON=… names another Python)");
else {
  await check(torch.implementation, `PyTorch ${torch.version} on the CPU`, torch.version.startsWith("1.13.") && process.arch === "x64" ? "pytorch-1-13-fp32" : undefined);
  await torch.implementation.dispose?.();
}
