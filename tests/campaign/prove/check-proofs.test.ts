// A proof on record is claimed as long as what it is about is the same, and only then.

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { builtinImplementations } from "../../../src/campaign/catalogue.ts";
import { checkProofs } from "../../../src/campaign/prove/check-proofs.ts";
import { fingerprintOf } from "../../../src/campaign/prove/fingerprint.ts";
import { version } from "../../../src/campaign/version.ts";
import type { LayerNormImplementation } from "../../../src/contract/implementation.ts";
import { resolveContract } from "../../../src/contract/resolve.ts";
import { contractSummary } from "../../../src/findings/counterexample.ts";
import { writeProof } from "../../../src/findings/proof-record.ts";
import type { ProofRecord } from "../../../src/findings/proof-schema.ts";
import { valueText } from "../../../src/findings/value-text.ts";
import { finiteCodes } from "../../../src/formats/finite-codes.ts";
import { fp32 } from "../../../src/formats/fp32.ts";
import { toy } from "../../../src/formats/toy.ts";

const stable = (await builtinImplementations()).find(({ id }) => id === "stable-fp16")!;
let folder: string;
let record: ProofRecord;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "normfuzz-proofs-"));
  const codes = finiteCodes(toy);
  const eps = fp32.round(1e-5);
  record = {
    schema: "normfuzz/proof/1",
    implementation: stable.id,
    format: "toy",
    cols: 1,
    eps: valueText(eps, fp32),
    contract: contractSummary(resolveContract(stable)),
    fingerprint: await fingerprintOf({ implementation: stable, cols: 1, eps }, codes),
    version,
    verdict: "proved",
    codes: codes.length,
    tally: { rows: codes.length, proved: codes.length, violated: 0, beyond: 0, orbits: 0, misrounded: 0, evaluated: codes.length, margin: 0, ulps: 0, negationBroken: 0, orderBroken: 0, violations: {} },
    fixtures: {},
    seconds: 1,
  };
});

const check = async (changed: Partial<ProofRecord>, implementation: LayerNormImplementation = stable): Promise<string | undefined> => {
  writeProof(folder, { ...record, ...changed });
  const { proofs, errors } = await checkProofs(folder, implementation);
  expect(errors).toEqual([]);
  return proofs[0].stale;
};

describe("a record", () => {
  it("holds for the same implementation", async () => expect(await check({})).toBeUndefined());
  it("does not depend on what the backward pass promises", async () => expect(await check({ contract: { ...record.contract, gradient: "any" } })).toBeUndefined());
  it("is stale when the forward pass promises something else", async () => expect(await check({ contract: { ...record.contract, algorithm: "two-pass" } })).toBe("the contract has changed"));
  it("is stale under other bounds", async () => expect(await check({ version: "0.0.1" })).toMatch(/made by normfuzz 0\.0\.1/));
  it("is stale when other outputs are given", async () => {
    const other = { ...stable, forward: (x: Float64Array) => x.map(() => 1) };
    expect(await check({}, other)).toBe("the implementation gives other outputs now");
  });
});
