// γ and β at the ends of their range: a γ that overflows the folded form γ·rstd, a β that swallows the row, a zero that must give β
// exactly, a single large γ that nothing else may feel.

import type { Format } from "../../formats/format.ts";
import { columns } from "../affine.ts";
import { epsilonFrom } from "../epsilon.ts";
import type { Random, RowFamily } from "../family.ts";
import { lengthFrom } from "../lengths.ts";
import { finite, valueFrom } from "../magnitude.ts";

export default {
  id: "affine-extremes",
  description: "γ and β huge, tiny, zero, negative, or ordinary but for one; ordinary x",
  generate(random, options) {
    const { storage } = options;
    const n = lengthFrom(random, options);
    const present = random.integer(1, 3);
    return {
      rows: 1,
      cols: n,
      x: columns(n, () => finite(storage, random.normal())),
      eps: epsilonFrom(random),
      gamma: present & 1 ? extremes(random, storage, n) : undefined,
      beta: present & 2 ? extremes(random, storage, n) : undefined,
    };
  },
} satisfies RowFamily;

function extremes(random: Random, storage: Format, n: number): Float64Array {
  const huge = () => random.sign() * finite(storage, storage.maxFinite * random.fraction());
  const tiny = () => storage.minSubnormal * random.integer(-3, 3);
  const place = random.integer(0, n - 1);
  const special = random.pick([huge, tiny, () => 0, () => -1, () => valueFrom(random, storage)]);
  const everywhere = random.chance(1 / 2);
  return columns(n, (i) => finite(storage, everywhere || i === place ? special() : 1 + random.normal() / 4));
}
