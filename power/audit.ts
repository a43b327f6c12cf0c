// npm run power:audit: the smallest injected error that is always caught, for every property and format, as a section of docs/power.md and a picture.

import { allProperties } from "../src/campaign/catalogue.ts";
import { writeAtomically } from "../src/findings/write-atomically.ts";
import { sightsOf } from "./audit/by-property.ts";
import { conditionNumbers, type ContractName, contracts, curveOf, formats, lengths } from "./audit/curve.ts";
import { auditPicture } from "./audit/picture.ts";
import { auditSection, type AuditedFormat } from "./audit/section.ts";
import { writeSection } from "./document.ts";

const rows = 30;
const seed = "audit";
const picture = "power-audit.svg";
const places = [8, 768].flatMap((n) => [1, 100].map((conditionNumber) => ({ n, conditionNumber })));

const begun = performance.now();
const properties = await allProperties();
const audited = formats.map((format): AuditedFormat => {
  const curve = (name: ContractName) => curveOf({ format, declaration: contracts[name], properties, rows, seed, lengths, conditionNumbers });
  const one = { format, curves: { default: curve("default"), sharpest: curve("sharpest") }, properties: sightsOf({ format, properties, rows, seed, places }) };
  console.log(`${format} after ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  return one;
});
writeAtomically(`docs/${picture}`, auditPicture(audited));
writeSection("audit", auditSection({ audited, rows, seed, picture }));
