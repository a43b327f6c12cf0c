// For every claim, results that would have made another verdict: none is written down beside its experiment.

import unstable from "../../claims/01-unstable-as-softmax.ts";
import nearConstant from "../../claims/02-near-constant-values.ts";
import overflow from "../../claims/03-fp16-overflow.ts";
import through from "../../claims/04-through-fp16-and-back.ts";
import epsilon from "../../claims/05-epsilon-in-each-format.ts";
import larger from "../../claims/06-larger-epsilon.ts";
import raised from "../../claims/07-raised-epsilon-in-fp16.ts";
import clipping from "../../claims/08-gradient-clipping.ts";
import mixed from "../../claims/09-mixed-precision.ts";
import initialisation from "../../claims/10-initialisation.ts";
import framework from "../../claims/11-framework-and-simple.ts";
import { type Alteration, altered } from "./altered.ts";

export const alterations: readonly Alteration[] = [
  altered(unstable, "confirmed", "one pass were stable", ({ byOffset, bySize }) => {
    for (const { worst } of [...byOffset, ...bySize]) worst["one-pass LayerNorm"] = 2;
  }),
  altered(unstable, "refuted", "two passes were not", ({ byOffset }) => {
    byOffset[0]!.worst["two-pass LayerNorm"] = 1e3;
  }),
  altered(unstable, "refuted", "the naive softmax were stable too", ({ byOffset, bySize }) => {
    for (const { worst } of [...byOffset, ...bySize]) worst["naive softmax"] = 2;
  }),

  altered(nearConstant, "refuted", "nothing exceeded √n", ({ largest, own, inFp64 }) => {
    for (const one of largest) one.ratio = 1;
    for (const one of own) one.fp32 = [0, 0];
    for (const one of inFp64) one.pair = [-1, 1];
  }),
  altered(nearConstant, "confirmed", "a two-pass kernel exceeded √n", ({ largest }) => {
    largest.find(({ twoPass }) => twoPass)!.ratio = 2;
  }),

  altered(overflow, "refuted", "no fp16 kernel failed", ({ broken }) => {
    for (const id of Object.keys(broken)) broken[id] = 0;
  }),
  altered(overflow, "refuted", "fp32 failed", (measured) => {
    measured.fp32ErrorMax = Infinity;
  }),
  altered(overflow, "depends", "one fp16 kernel did not fail", ({ broken }) => {
    broken["stable-fp16"] = 0;
  }),

  altered(through, "confirmed", "the layer failed on finite values", ({ steps }) => {
    steps.find(({ lost }) => lost === 0)!.asWritten = 0.5;
  }),
  altered(through, "depends", "it were not the mixed kernel, bit for bit", (measured) => {
    measured.same--;
  }),

  altered(epsilon, "confirmed", "it were too small with fp32 statistics", ({ at }) => {
    at.find(({ eps }) => eps === 1e-5)!.worst["mixed-fp16"] = 0.5;
  }),
  altered(epsilon, "refuted", "one pass did not need a larger one", ({ at }) => {
    at.find(({ eps }) => eps === 1e-5)!.onePassNaN = Infinity;
  }),

  altered(larger, "refuted", "no row were better for it", ({ tallies }) => {
    for (const { effects } of tallies) for (const effect of effects) [effect.repaired, effect.rightForNew] = [0, 0];
  }),
  altered(larger, "confirmed", "it repaired more than it harmed", ({ tallies }) => {
    for (const { effects } of tallies) for (const effect of effects) effect.repaired = effect.harmed + 1;
  }),

  altered(raised, "confirmed", "the rows were right", ({ cases }) => {
    for (const one of cases) one.repaired = one.repaired.map(() => one.broken);
  }),
  altered(raised, "depends", "one of the rows were right", ({ cases }) => {
    cases[2]!.repaired = cases[2]!.repaired.map(() => 1);
  }),

  altered(clipping, "confirmed", "all updates came out finite and right", ({ cases }) => {
    for (const one of cases) [one.notFiniteAfter, one.normAfter, one.direction] = [0, 1, 1];
  }),
  altered(clipping, "refuted", "a clipped update were too long", ({ cases }) => {
    cases[1]!.normAfter = 1.1;
  }),

  altered(mixed, "confirmed", "one pass in fp32 were right", ({ rows, forward }) => {
    for (const { kinds } of forward) kinds.right = rows;
  }),
  altered(mixed, "refuted", "every kernel with fp32 statistics were wrong somewhere", ({ rows, forward }) => {
    for (const { kinds } of forward) kinds.right = rows - 1;
  }),

  altered(initialisation, "refuted", "a standard one broke", ({ stacks }) => {
    stacks.find(({ careful }) => careful)!.firstWrong["fp16 arithmetic"] = 1;
  }),
  altered(initialisation, "refuted", "no careless one broke", ({ stacks }) => {
    for (const { firstWrong } of stacks) firstWrong["fp16 arithmetic"] = undefined;
  }),
  altered(initialisation, "confirmed", "a careless one broke the stable kernel", ({ stacks }) => {
    stacks.find(({ careful }) => !careful)!.firstWrong["fp32, corrected two-pass"] = 1;
  }),

  altered(framework, "confirmed", "every layer were right on every row", ({ results }) => {
    for (const result of results) result.kinds = result.kinds.map(() => "right");
  }),
  altered(framework, "refuted", "a framework's layer were wrong on ordinary rows too", ({ results }) => {
    const result = results.find(({ role }) => role === "framework")!;
    result.kinds = result.kinds.map(() => "wrong");
  }),
];
