// Mutants of src/formats/ that no test needs to kill.

import type { Explanation } from "../classify.ts";

const rounding = [
  ["bf16", 126, 45],
  ["fp16", 14, 42],
  ["fp8-e4m3", 6, 49],
  ["fp8-e5m2", 14, 50],
  ["toy", 2, 50],
] as const;

export const formats: readonly Explanation[] = [
  ...rounding.map(([name, exponent]): Explanation => ({
    file: `src/formats/${name}.ts`,
    kind: "equivalent",
    reason: "The smallest normal number itself lies on both grids: either branch gives it.",
    mutants: [[`if (magnitude >= 2 ** -${exponent}) {`, `magnitude >= 2 ** -${exponent} → magnitude > 2 ** -${exponent}`]],
  })),
  ...rounding.map(([name, , places]): Explanation => ({
    file: `src/formats/${name}.ts`,
    kind: "equivalent",
    reason: "Veltkamp's splitting by 2^s − 1 rounds alike: tried at every value, every midpoint and the doubles beside them.",
    mutants: [[`const t = x * (2 ** ${places} + 1);`, `2 ** ${places} + 1 → 2 ** ${places} - 1`]],
  })),
  {
    file: "src/formats/fp8-e4m3.ts",
    kind: "equivalent",
    reason: "Both are NaN.",
    mutants: [["return x * NaN;", "x * NaN → x / NaN"]],
  },
  {
    file: "src/formats/exponent.ts",
    kind: "equivalent",
    reason: "2^-1022 comes out the same by way of 2^-970·2^-52, which is exact.",
    mutants: [["if (e < -1022) return powerOfTwo(e + 52) * 2 ** -52;", "e < -1022 → e <= -1022"]],
  },
  {
    file: "src/formats/fused.ts",
    kind: "equivalent",
    reason: "Nothing lost has been answered before; a sum of zero has lost nothing.",
    mutants: [
      ["view.setBigInt64(0, bits + (lost > 0 === sum > 0 ? 1n : -1n));", "lost > 0 → lost >= 0"],
      ["view.setBigInt64(0, bits + (lost > 0 === sum > 0 ? 1n : -1n));", "sum > 0 → sum >= 0"],
    ],
  },
  {
    file: "src/formats/neighbours.ts",
    kind: "equivalent",
    reason: "The spacing is λ on both sides of the smallest normal number; the neighbour of zero is λ from either side.",
    mutants: [
      ["if (magnitude < format.minNormal) return format.minSubnormal;", "magnitude < format.minNormal → magnitude <= format.minNormal"],
      ["if (x >= 0) return larger(format, x);", "x >= 0 → x > 0"],
    ],
  },
  {
    file: "src/formats/ordinal.ts",
    kind: "equivalent",
    reason: "NaN is never equal to its own rounding; −0n is 0n; the first normal number continues the count of the subnormal ones.",
    mutants: [
      ["if (x !== x || format.round(x) !== x) throw new RangeError(`${x} has no ordinal in ${format.id}: round it to the format first`);", "x !== x → false"],
      ["return x < 0 ? -magnitude : magnitude;", "x < 0 → x <= 0"],
      ["const magnitude = ordinal < 0n ? -ordinal : ordinal;", "ordinal < 0n → ordinal <= 0n"],
      ["if (magnitude < format.minNormal) return BigInt(magnitude / format.minSubnormal);", "magnitude < format.minNormal → magnitude <= format.minNormal"],
      ["if (ordinal < binade) return Number(ordinal) * format.minSubnormal;", "ordinal < binade → ordinal <= binade"],
    ],
  },
  {
    file: "src/formats/shortest.ts",
    kind: "equivalent",
    reason: "Zero never gets there; two trailing zeros would be a candidate of fewer digits, found before.",
    mutants: [
      ['const sign = x < 0 ? "-" : "";', "x < 0 → x <= 0"],
      ['return [text.replace(/0+$/, ""), Number(exponent) + text.length - count];', "/0+$/ → /0$/"],
    ],
  },
  {
    file: "src/formats/significand.ts",
    kind: "equivalent",
    reason: "With the unit at the last subnormal bit there is no rest to round.",
    mutants: [["if (!Number.isFinite(x) || unitExponent <= -1074) return x;", "unitExponent <= -1074 → unitExponent < -1074"]],
  },
];
