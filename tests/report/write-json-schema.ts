// `npm run schema`: writes docs/report.schema.json anew.

import { writeFileSync } from "node:fs";
import { reportJsonSchema } from "./report-json-schema.ts";

writeFileSync(new URL("../../docs/report.schema.json", import.meta.url), reportJsonSchema());
