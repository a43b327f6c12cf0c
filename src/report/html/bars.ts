// Bars as paths: every value of a short row by itself, a long row in slots that each span the smallest and the largest of their values,
// so that nothing is left out of the picture and it stays small.

/** One bar: from `low` to `high`, which is 0 on one side for a single value. */
export interface Bar {
  /** First and last column in it. */
  readonly first: number;
  readonly last: number;
  readonly low: number;
  readonly high: number;
  /** Why it cannot be drawn to scale, of its first such value. */
  readonly special?: "NaN" | "∞" | "−∞" | undefined;
}

export const barsMax = 64;

/** At most `barsMax` bars for the values. */
export function barsOf(values: ArrayLike<number>): readonly Bar[] {
  const count = Math.min(values.length, barsMax);
  return Array.from({ length: count }, (_, i) => {
    const first = Math.floor((i * values.length) / count);
    const last = Math.floor(((i + 1) * values.length) / count) - 1;
    return barOf(values, first, last);
  });
}

function barOf(values: ArrayLike<number>, first: number, last: number): Bar {
  let [low, high] = first === last ? [0, 0] : [Infinity, -Infinity];
  let special: Bar["special"];
  for (let c = first; c <= last; c++) {
    const value = values[c];
    if (Number.isFinite(value)) [low, high] = [Math.min(low, value), Math.max(high, value)];
    else special ??= Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
  }
  return low > high ? { first, last, low: 0, high: 0, special } : { first, last, low, high, special };
}

/** What all bars lie in, 0 included; never empty. */
export interface Domain {
  readonly low: number;
  readonly high: number;
  /** Everything is 0: `high` is only there to divide by. */
  readonly flat: boolean;
}

export function domainOf(...all: readonly (readonly Bar[])[]): Domain {
  let [low, high] = [0, 0];
  for (const bars of all) {
    for (const bar of bars) [low, high] = [Math.min(low, bar.low), Math.max(high, bar.high)];
  }
  return low === high ? { low, high: low + 1, flat: true } : { low, high, flat: false };
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Widest slot of a bar: two values need not fill the page. */
const slotMax = 84;

/** Where slot i of `count` is, in tenths of a pixel. */
export function slotOf(i: number, count: number, { left, width }: Box): { readonly left: number; readonly width: number; readonly middle: number } {
  const slot = Math.min(width / count, slotMax);
  const gap = count > 32 ? 0.16 : 0.24;
  return { left: tenth(left + i * slot + (gap * slot) / 2), width: tenth(slot * (1 - gap)), middle: tenth(left + (i + 0.5) * slot) };
}

/** Where a value lies; both ends are divided first, since their difference may overflow. */
export function heightOf(value: number, { low, high }: Domain, { top, height }: Box): number {
  const size = Math.max(Math.abs(low), Math.abs(high));
  return tenth(top + height * ((high / size - value / size) / (high / size - low / size)));
}

/** The thinnest bar that can be seen. */
const thinnest = 1.5;

/** One path for the bars that `wanted` picks. Values that are not finite fill the whole height: `special` picks those instead. */
export function barsPath(bars: readonly Bar[], domain: Domain, box: Box, wanted: (bar: Bar) => boolean): string {
  return bars
    .map((bar, i) => {
      if (!wanted(bar)) return "";
      const { left, width } = slotOf(i, bars.length, box);
      const top = bar.special ? box.top : heightOf(bar.high, domain, box);
      const bottom = bar.special ? box.top + box.height : heightOf(bar.low, domain, box);
      const height = Math.max(tenth(bottom - top), thinnest);
      // A thin bar stays inside the box.
      const from = Math.min(top, tenth(box.top + box.height - height));
      return `M${left} ${from}h${width}v${height}h-${width}z`;
    })
    .join("");
}

/** Marks across the slots at the low and the high end of each bar: what is exact, over what was computed. */
export function marksPath(bars: readonly Bar[], domain: Domain, box: Box): string {
  return bars
    .map((bar, i) => {
      if (bar.special) return "";
      const { left, width } = slotOf(i, bars.length, box);
      const ends = bar.first === bar.last ? [bar.low === 0 ? bar.high : bar.low] : [bar.high, bar.low];
      const over = Math.min(3, width * 0.15);
      return ends.map((end) => `M${tenth(left - over)} ${heightOf(end, domain, box)}h${tenth(width + 2 * over)}`).join("");
    })
    .join("");
}

function tenth(x: number): number {
  return Math.round(x * 10) / 10;
}
