// A number with its noun, in the right number and with its thousands apart.

/** Made once: `toLocaleString` makes one for every number. */
const thousands = new Intl.NumberFormat("en-US");

/** "1 row", "12,345 rows". */
export function counted(n: number, singular: string, plural = `${singular}s`): string {
  return `${thousands.format(n)} ${n === 1 ? singular : plural}`;
}
