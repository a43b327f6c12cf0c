// The peers of the power measurement: each is a real test that a correct kernel passes and an empty one fails; and what they let through, pinned.

import { describe, expect, it } from "vitest";
import { builtinImplementations } from "../../src/campaign/catalogue.ts";
import type { LayerNormImplementation, StorageFormatId } from "../../src/contract/implementation.ts";
import { formatOf } from "../../src/formats/format-of.ts";
import { type Peer, runPeer } from "../../power/peers/peer.ts";
import { allControls, allPeers } from "../../power/read-units.ts";

const peers = await allPeers();
const implementations = new Map([...(await builtinImplementations()), ...(await allControls())].map((one) => [one.id, one]));

/** Plain kernels of each format: two passes, in orders and with roots and outputs as different as good kernels have them. */
const correct: Readonly<Record<StorageFormatId, readonly string[]>> = {
  fp64: ["fp64", "numpy-fp64"],
  fp32: ["fp32", "two-pass-pairwise-fp32", "welford-fp32", "pytorch-cpu-fp32", "onednn-fp32"],
  fp16: ["mixed-fp16", "stable-fp16", "pytorch-cuda-fp16"],
  bf16: ["mixed-bf16", "flash-attention-bf16"],
};
const formats = Object.keys(correct) as StorageFormatId[];

/** Peers that accuse a correct kernel, with all of `correct` that they accuse. */
const falseAlarms: Readonly<Record<string, readonly string[]>> = {
  // κ = 1e6 and a tolerance of 1e-3: only a kernel with the mean of the reference, bit for bit, can pass.
  "flax-slow-variance": ["fp32", "welford-fp32", "pytorch-cpu-fp32"],
};

async function failures(implementation: LayerNormImplementation, among: readonly Peer[] = peers) {
  const verdicts = await Promise.all(among.map((peer) => runPeer(peer, implementation)));
  return verdicts.filter(({ outcome }) => outcome === "fails").map(({ peer, failure }) => ({ peer, failure }));
}

describe("peers", () => {
  it("are set-ups of many projects, with a source each", () => {
    expect(new Set(peers.map(({ project }) => project)).size).toBeGreaterThanOrEqual(18);
    for (const { id, source, description, variants } of peers) {
      expect(source, id).toMatch(/^[\w.-]+\/[\w.-]+ \S/);
      expect(description, id).toMatch(/\S/);
      const tested = variants.map(({ format }) => format);
      expect(tested.length, id).toBeGreaterThan(0);
      expect(new Set(tested).size, `${id} has one variant a format`).toBe(tested.length);
    }
  });

  it("have cases of their formats", async () => {
    const spy = (format: StorageFormatId): LayerNormImplementation => ({
      id: "spy",
      format,
      forward(x, { rows, cols, eps, gamma, beta }) {
        const { round } = formatOf(format);
        expect(x.length).toBe(rows * cols);
        expect(eps).toBe(Math.fround(eps));
        for (const values of [x, gamma, beta]) expect(values?.every((value) => value === round(value))).not.toBe(false);
        for (const parameter of [gamma, beta]) expect(parameter === undefined || parameter.length === cols).toBe(true);
        return inner[format].forward(x, { rows, cols, eps, gamma, beta });
      },
    });
    const inner = Object.fromEntries(formats.map((format) => [format, implementations.get(correct[format].at(-1)!)!])) as Record<StorageFormatId, LayerNormImplementation>;
    for (const format of formats) expect(await failures(spy(format)), format).toEqual([]);
  });

  it.each(formats.flatMap((format) => correct[format]))("pass %s", async (id) => {
    const accusing = (await failures(implementations.get(id)!)).filter(({ peer }) => !falseAlarms[peer]?.includes(id));
    expect(accusing).toEqual([]);
  });

  it.each(Object.entries(falseAlarms))("%s accuses correct kernels", async (id, accused) => {
    const peer = peers.filter((one) => one.id === id);
    for (const kernel of correct.fp32) expect((await failures(implementations.get(kernel)!, peer)).length, kernel).toBe(accused.includes(kernel) ? 1 : 0);
  });

  it.each(formats)("fail a kernel that returns zeros in %s, and one that throws", async (format) => {
    const zeros: LayerNormImplementation = { id: "zeros", format, forward: (x) => new Float64Array(x.length) };
    const throwing: LayerNormImplementation = { ...zeros, forward: () => Promise.reject(new Error("no kernel")) };
    const testing = peers.filter(({ variants }) => variants.some((variant) => variant.format === format)).map(({ id }) => id);
    expect((await failures(zeros)).map(({ peer }) => peer)).toEqual(testing);
    const thrown = await failures(throwing);
    expect(thrown.map(({ peer }) => peer)).toEqual(testing);
    expect(thrown[0].failure?.complaint).toBe("threw no kernel");
  });

  it("do not judge a format that their project does not test", async () => {
    const triton = peers.find(({ id }) => id === "triton-tutorial")!;
    expect(await runPeer(triton, implementations.get("fp32")!)).toEqual({ peer: "triton-tutorial", outcome: "not tested", cases: 0 });
  });

  it("let the one-pass variance through, all but the line that Flax runs only without it", async () => {
    for (const id of ["one-pass-fp32", "one-pass-clamped-fp32"]) {
      expect((await failures(implementations.get(id)!)).map(({ peer }) => peer), id).toEqual(["flax-slow-variance"]);
    }
  });
});
