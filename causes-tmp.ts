import { readdirSync } from "node:fs";
import { allFamilies, allProperties, builtinImplementations } from "./src/campaign/catalogue.ts";
import { examine } from "./src/campaign/examine.ts";
import { explore } from "./src/campaign/explore.ts";
import { fixedSeed, profiles } from "./src/campaign/settings.ts";
import { resolveContract } from "./src/contract/resolve.ts";
const [properties, families] = await Promise.all([allProperties(), allFamilies()]);
const only = process.argv[2] ? new RegExp(process.argv[2]) : /./;
const all = process.argv[3] === "all";
for (const name of readdirSync("faults").filter((n) => n.endsWith(".ts") && !n.includes(".test."))) {
  const fault = (await import(`./faults/${name}`)).default;
  if (!only.test(fault.id)) continue;
  const settings = { ...profiles.pr, seed: fixedSeed, seconds: Infinity };
  const contract = resolveContract(fault.create());
  const judged = all ? properties : properties.filter(({ id }) => id === fault.property);
  let tally = await explore({ implementation: fault.create(), contract, properties: judged, families, settings: { ...settings, runs: 500 } });
  if (tally.properties.get(fault.property)!.violations === 0) tally = await explore({ implementation: fault.create(), contract, properties: judged, families, settings: { ...settings, runs: 20000 }, onProgress: (f) => f.properties.get(fault.property)!.violations === 0 });
  for (const property of judged) {
    const { simplest } = tally.properties.get(property.id)!;
    if (!simplest) continue;
    const t = performance.now();
    const c = await examine({ implementation: fault.create(), contract, property, simplest, settings } as never);
    const m = c?.minimal;
    console.log([fault.group, fault.id, property.id, m?.cause?.id ?? "-", m?.stages?.stages.find((s) => s.first)?.stage ?? "-", m?.stages?.source ?? "-", `${m?.explanation?.certainty ?? "-"}:${m?.explanation?.hypothesis ?? "-"}`, `${m?.batch.rows}x${m?.batch.cols}`, fault.description].join(" | "));
  }
}
