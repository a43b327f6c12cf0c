// Any value in a few words, for messages about what a user's code gave us. Hostile values (throwing getters, proxies, a toString that
// throws) must not get past it.

/** One line, at most about 100 characters: 3, "fp17", undefined, an array, a function, an object. */
export function received(value: unknown): string {
  switch (typeof value) {
    case "string":
      return oneLine(JSON.stringify(value), 100);
    case "bigint":
      return `${value}n`;
    case "function":
      return "a function";
    case "symbol":
      return "a symbol";
    case "object":
      return value === null ? "null" : anObject(value);
    default:
      return Object.is(value, -0) ? "-0" : String(value);
  }
}

/** What was thrown, on one line: `TypeError: x is undefined`, or `"boom"` when somebody throws a string. */
export function thrown(error: unknown): string {
  try {
    if (error instanceof Error) return oneLine(error.message === "" ? String(error.name) : `${error.name}: ${error.message}`, 300);
  } catch {
    return "an error that cannot be read";
  }
  return received(error);
}

function anObject(value: object): string {
  try {
    if (Array.isArray(value)) return `an array of ${value.length}`;
    const name: unknown = Object.getPrototypeOf(value)?.constructor?.name;
    return typeof name === "string" && name !== "" && name !== "Object" ? `an object of class ${oneLine(name, 40)}` : "an object";
  } catch {
    return "an object that cannot be read";
  }
}

function oneLine(text: string, lengthMax: number): string {
  const line = text.replace(/\s*\n\s*/g, " ").trim();
  return line.length <= lengthMax ? line : `${line.slice(0, lengthMax - 1)}…`;
}
