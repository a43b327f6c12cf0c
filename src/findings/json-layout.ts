// JSON laid out to be read in a diff and on a screen: what fits on a line stays on one, lists of numbers fill their lines, the rest
// has one field a line. The same data always gives the same text.

const lineMax = 120;

/** Like JSON.stringify(value, null, 2), but wide. Fields that are undefined are left out, NaN and infinities are written as text. */
export function layOutJson(value: unknown, indent = ""): string {
  const line = onOneLine(value);
  if (indent.length + line.length <= lineMax || typeof value !== "object" || value === null) return line;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.every((item) => typeof item !== "object") ? fill(value.map(onOneLine), inner) : value.map((item) => layOutJson(item, inner)).join(`,\n${inner}`);
    return `[\n${inner}${items}\n${indent}]`;
  }
  const fields = present(value).map(([key, field]) => `${JSON.stringify(key)}: ${layOutJson(field, inner)}`);
  return `{\n${inner}${fields.join(`,\n${inner}`)}\n${indent}}`;
}

function onOneLine(value: unknown): string {
  if (typeof value === "number" && !Number.isFinite(value)) return JSON.stringify(String(value));
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(", ")}]`;
  const fields = present(value).map(([key, field]) => `${JSON.stringify(key)}: ${onOneLine(field)}`);
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}

function present(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, field]) => field !== undefined);
}

function fill(items: readonly string[], indent: string): string {
  const lines: string[] = [];
  let line = "";
  for (const item of items) {
    if (line !== "" && indent.length + line.length + item.length + 3 > lineMax) {
      lines.push(`${line},`);
      line = item;
    } else {
      line = line === "" ? item : `${line}, ${item}`;
    }
  }
  return [...lines, line].join(`\n${indent}`);
}
