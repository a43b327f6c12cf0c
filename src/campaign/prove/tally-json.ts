// Tallies as JSON and back: values as bits and decimals (JSON loses −0), margins that may be infinite as text.

import { fromJsonNumber, jsonNumber } from "../../findings/json-number.ts";
import type { TallyJson } from "../../findings/proof-schema.ts";
import { parseValueText, valueText } from "../../findings/value-text.ts";
import type { Format } from "../../formats/format.ts";
import type { ProofTally, Seen } from "./tally.ts";

/** `format` is that of the values. */
export function tallyJson(tally: ProofTally, format: Format): TallyJson {
  const seen = ({ x, column }: Seen) => ({ x: x.map((value) => valueText(value, format)), column });
  const { marginAt, ulpsAt, violations, ...counts } = tally;
  return {
    ...counts,
    margin: jsonNumber(tally.margin),
    ulps: jsonNumber(tally.ulps),
    ...(marginAt && { marginAt: seen(marginAt) }),
    ...(ulpsAt && { ulpsAt: seen(ulpsAt) }),
    violations: Object.fromEntries(
      Object.entries(violations).map(([property, { rows, first, worst, worstMargin }]) => [
        property,
        { rows, first: seen(first), worst: seen(worst), worstMargin: jsonNumber(worstMargin) },
      ]),
    ),
  };
}

/** Throws a RangeError for a text that is no value of the format. */
export function tallyFrom(json: TallyJson, format: Format): ProofTally {
  const seen = ({ x, column }: TallyJson["violations"][string]["first"]): Seen => ({ x: x.map((text) => parseValueText(text, format)), column });
  const { marginAt, ulpsAt, violations, ...counts } = json;
  return {
    ...counts,
    margin: fromJsonNumber(json.margin),
    ulps: fromJsonNumber(json.ulps),
    marginAt: marginAt && seen(marginAt),
    ulpsAt: ulpsAt && seen(ulpsAt),
    violations: Object.fromEntries(
      Object.entries(violations).map(([property, { rows, first, worst, worstMargin }]) => [
        property,
        { rows, first: seen(first), worst: seen(worst), worstMargin: fromJsonNumber(worstMargin) },
      ]),
    ),
  };
}
