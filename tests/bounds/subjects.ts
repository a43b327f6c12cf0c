// Every correct kernel under every contract that covers it: its own, and "stable" for the stable families.

import type { Algorithm, OutputForm, Summation } from "../../src/bounds/contract.ts";
import type { Subject } from "./attack.ts";
import {
  chanTree,
  corrected,
  correctedVariance,
  type Form,
  mergeByAverage,
  mergeByDifference,
  type MomentKernel,
  onePass,
  onePassSums,
  recentred,
  shifted,
  shiftedFormed,
  sums,
  twoPass,
  twoPassDividedFirst,
  twoPassReciprocal,
  welford,
  welfordReciprocal,
} from "./kernels.ts";

const forms: readonly (readonly [Form, OutputForm])[] = [
  ["product", "centred"],
  ["quotient", "centred"],
  ["expanded", "expanded"],
  ["folded", "folded"],
  ["scaled", "folded"],
  ["gamma-first", "centred"],
];

const summations: Readonly<Record<string, Summation>> = { sequential: "sequential", reversed: "sequential", pairwise: "pairwise", kahan: "kahan" };

/** name, kernel, its own algorithm, whether "stable" covers it, and whether its own contract may name the order of summation. */
const kernels: readonly (readonly [string, MomentKernel, Algorithm, boolean, boolean])[] = [
  ["two-pass", twoPass, "two-pass", true, true],
  ["two-pass, divided first", twoPassDividedFirst, "two-pass", true, false],
  ["two-pass, reciprocal", twoPassReciprocal, "two-pass", true, true],
  ["corrected variance", correctedVariance, "stable", true, false],
  ["corrected", corrected, "corrected-two-pass", true, true],
  ["recentred", recentred, "corrected-two-pass", true, true],
  ["shifted", shifted, "shifted", false, true],
  ["shifted, mean formed", shiftedFormed, "shifted", false, true],
  ["one-pass", onePass, "one-pass", false, true],
  ["one-pass, sums", onePassSums, "one-pass", false, true],
];

/** `random` decides the trees of the Chan kernels. */
export function allSubjects(random: () => number): readonly Subject[] {
  const subjects: Subject[] = [];
  const add = (name: string, moments: Subject["moments"], algorithm: Algorithm, summation: Summation, stable: boolean) => {
    for (const [form, output] of forms) {
      subjects.push({ name: `${name}, ${form}`, moments, form, algorithm, summation, output });
      if (stable && algorithm !== "stable") subjects.push({ name: `${name}, ${form}, as stable`, moments, form, algorithm: "stable", summation: "any", output: "any" });
    }
  };
  for (const [name, kernel, algorithm, stable, ordered] of kernels) {
    for (const [order, sum] of Object.entries(sums)) {
      add(`${name}, ${order}`, (x, f) => kernel(x, f, sum), algorithm, ordered ? summations[order]! : "any", stable);
    }
  }
  for (const [name, kernel] of [["Welford", welford], ["Welford, reciprocal", welfordReciprocal]] as const) {
    add(name, kernel, "welford", "any", true);
  }
  for (const [name, merge] of [["difference", mergeByDifference], ["average", mergeByAverage]] as const) {
    for (const leafMax of [1, 4, 16]) {
      add(`Chan by ${name}, leaves to ${leafMax}`, (x, f) => chanTree(x, f, sums.sequential!, { merge, leafMax, random }), "chan", "any", true);
    }
  }
  return subjects;
}
