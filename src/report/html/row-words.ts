// A counterexample in half a line: the row, what came out, what is exact.

import type { ExampleJson } from "../../findings/example-json.ts";
import { decimalOf } from "../../findings/value-text.ts";
import { placeWords } from "./words.ts";

/** Values of a row in a line. */
const valuesMax = 4;

/** "x = [0, 512] gives y[0] = -0, exact is -1". */
export function rowWords(example: ExampleJson): string {
  const { x, dy, rows, observed, exact, derived } = example;
  const list = (texts: readonly string[]) => {
    const shown = texts.slice(0, valuesMax).map((text) => readable(decimalOf(text))).join(", ");
    return texts.length > valuesMax ? `[${shown}, … ${texts.length - valuesMax} more]` : `[${shown}]`;
  };
  const place = placeWords(example);
  const input = `${rows > 1 ? `${rows} rows, ` : ""}x = ${list(x)}${dy === undefined ? "" : `, dy = ${list(dy)}`}`;
  if (place === "" || derived !== undefined) return input;
  const right = exact === undefined ? "" : `, exact is ${shortDecimal(decimalOf(exact))}`;
  return `${input} gives ${place} = ${readable(decimalOf(observed))}${right}`;
}

/** "-Infinity" as people write it. */
export function readable(decimal: string): string {
  return decimal.replace("Infinity", "∞");
}

/** Seven digits of a double say enough. */
function shortDecimal(decimal: string): string {
  return decimal.length > 10 && Number.isFinite(Number(decimal)) ? String(Number(Number(decimal).toPrecision(7))) : readable(decimal);
}
