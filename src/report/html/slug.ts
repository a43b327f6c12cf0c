// Names of others as parts of a URL's fragment: readable, harmless, and never twice the same.

const longest = 80;

/** "naive-fp16" stays what it is; whatever is not a letter, a digit, "_" or "-" becomes "-". */
export function slug(text: string): string {
  return text.replace(/[^a-z0-9_-]+/gi, "-").slice(0, longest).replace(/^-+|-+$/g, "") || "unnamed";
}

/** A function that hands out each slug once: the second "a" is "a-2". */
export function uniqueSlugs(): (text: string) => string {
  const taken = new Set<string>();
  return (text) => {
    const base = slug(text);
    let name = base;
    for (let k = 2; taken.has(name.toLowerCase()); k++) name = `${base}-${k}`;
    taken.add(name.toLowerCase());
    return name;
  };
}
