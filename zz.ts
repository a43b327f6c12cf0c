import { runImplementation } from "./src/campaign/run-implementation.ts";
import { builtinImplementations, allFamilies, allProperties } from "./src/campaign/catalogue.ts";
import { profiles } from "./src/campaign/settings.ts";
const ids = process.argv.slice(2);
const families = await allFamilies(), properties = await allProperties();
for (const implementation of await builtinImplementations()) {
  if (ids.length && !ids.includes(implementation.id)) continue;
  const begun = performance.now();
  const r = await runImplementation({ implementation, families, properties: properties.filter(p=>p.pass==="backward"), settings: { ...profiles.local, seed: process.env.SEED ?? "z", runs: Number(process.env.RUNS ?? 8000), seconds: 1000, regressions: "/nonexistent" } });
  console.log(implementation.id, r.rows, ((performance.now()-begun)/1000).toFixed(1)+"s");
  for (const p of r.properties) console.log("   ", p.property, p.status, p.runs, p.violations, p.margin?.toPrecision(3), p.counterexample ? p.counterexample.minimal.message + " x=" + [...p.counterexample.minimal.batch.x].slice(0,8) + " dy=" + [...p.counterexample.minimal.batch.dy!].slice(0,8)+ " g="+p.counterexample.minimal.batch.gamma + " eps=" + p.counterexample.minimal.batch.eps : "");
}
