// What becomes of one fault of the backward pass.

import { allFamilies, backwardProperties } from "../src/campaign/catalogue.ts";
import { backwardFamily } from "../src/rows/incoming-gradient.ts";
import { type Found, killOf } from "./kill-of.ts";
import { backwardFaults } from "./read-units.ts";

const [faults, properties, families] = await Promise.all([backwardFaults(), backwardProperties(), allFamilies()]);

/** As many batches as a run of the command gives the backward pass, as large as it gives them. */
export default function killBackward(id: string): Promise<Found> {
  return killOf(faults.find((one) => one.id === id)!, { properties, families: families.map(backwardFamily), batches: [500, 500], elementsMax: 132 });
}
