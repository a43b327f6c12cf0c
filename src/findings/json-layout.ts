// JSON laid out to be read in a diff and on a screen: what fits on a line stays on one, lists of numbers fill their lines, the rest
// has one field a line. The same data always gives the same text.

const lineMax = 120;

/** Like JSON.stringify(value, null, 2), but wide. Fields that are undefined are left out, NaN and infinities are written as text. */
export function layOutJson(value: unknown, indent = ""): string {
  if (typeof value !== "object" || value === null) return scalar(value);
  const line = onOneLine(value, lineMax - indent.length);
  if (line !== undefined) return line;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.every((item) => typeof item !== "object") ? fill(value.map(scalar), inner) : value.map((item) => layOutJson(item, inner)).join(`,\n${inner}`);
    return `[\n${inner}${items}\n${indent}]`;
  }
  const fields = present(value).map(([key, field]) => `${JSON.stringify(key)}: ${layOutJson(field, inner)}`);
  return `{\n${inner}${fields.join(`,\n${inner}`)}\n${indent}}`;
}

function scalar(value: unknown): string {
  return typeof value === "number" && !Number.isFinite(value) ? JSON.stringify(String(value)) : (JSON.stringify(value) ?? "null");
}

/** The text, or undefined as soon as it is longer than `room`: what is large is not written out at every level above it. */
function onOneLine(value: unknown, room: number): string | undefined {
  if (typeof value !== "object" || value === null) {
    const text = scalar(value);
    return text.length <= room ? text : undefined;
  }
  const parts: string[] = [];
  const list = Array.isArray(value);
  const entries: readonly (readonly [string, unknown])[] = list ? value.map((item) => ["", item] as const) : present(value).map(([key, field]) => [`${JSON.stringify(key)}: `, field] as const);
  let left = room - (list || entries.length === 0 ? 2 : 4);
  for (const [label, item] of entries) {
    left -= label.length + (parts.length > 0 ? 2 : 0);
    const text = left < 0 ? undefined : onOneLine(item, left);
    if (text === undefined) return undefined;
    left -= text.length;
    parts.push(label + text);
  }
  if (left < 0) return undefined;
  if (list) return `[${parts.join(", ")}]`;
  return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
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
