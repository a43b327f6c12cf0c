import { allFamilies, backwardProperties } from "./src/campaign/catalogue.ts";
import { explore } from "./src/campaign/explore.ts";
import { profiles } from "./src/campaign/settings.ts";
import { resolveContract } from "./src/contract/resolve.ts";
import { backwardFamily } from "./src/rows/incoming-gradient.ts";
import fault from "./faults/backward/one-pass-recomputed.ts";
const families=(await allFamilies()).map(backwardFamily); const properties=await backwardProperties();
const t=await explore({implementation:fault.create(),contract:resolveContract(fault.create()),properties,families,settings:{...profiles.pr,seed:"1",seconds:60,runs:4000,elementsMax:132}});
for (const [id,p] of t.properties) console.log(id,p.runs,p.violations,p.margin,p.first);
