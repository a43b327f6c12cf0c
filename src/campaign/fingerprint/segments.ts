// Kernels that change code at some length are two known kernels in one: which of them gives every bit, from which length to which.

import type { LengthAgreement } from "./agreement.ts";

/** All rows of consecutive lengths, bit for bit. */
export interface Segment {
  readonly name: string;
  readonly lengths: readonly LengthAgreement[];
}

interface Kernel {
  readonly name: string;
  readonly lengths: readonly LengthAgreement[];
}

/** Fewer lengths than this may agree by chance, or because they are short. */
const lengthsMin = 3;

/** The longest run of each kernel in turn, from the shortest length above one column on, as far as it goes: one column tells kernels hardly apart. */
export function segmentsOf(kernels: readonly Kernel[]): readonly Segment[] {
  const segments: Segment[] = [];
  const count = kernels[0]?.lengths.length ?? 0;
  for (let first = kernels[0]?.lengths[0]?.cols === 1 ? 1 : 0; first < count; ) {
    const runs = kernels.map(({ name, lengths }): Segment => {
      const end = lengths.findIndex(({ rows, equal }, i) => i >= first && equal < rows);
      return { name, lengths: lengths.slice(first, end < 0 ? undefined : end) };
    });
    const longest = runs.reduce((a, b) => (b.lengths.length > a.lengths.length ? b : a));
    if (longest.lengths.length < lengthsMin) break;
    segments.push(longest);
    first += longest.lengths.length;
  }
  return segments;
}
