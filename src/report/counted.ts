// A number with its noun, in the right number and with its thousands apart.

/** "1 row", "12,345 rows". */
export function counted(n: number, singular: string, plural = `${singular}s`): string {
  return `${n.toLocaleString("en-US")} ${n === 1 ? singular : plural}`;
}
