// The tolerance audit: a perfect kernel is never accused, what is measured is what the bounds predict, and the facts about it that must hold.

import { describe, expect, it } from "vitest";
import { boundOf } from "../../src/bounds/bound-of.ts";
import { sensitivityOf } from "../../src/bounds/sensitivity.ts";
import { allProperties } from "../../src/campaign/catalogue.ts";
import { sensitivityTable } from "../../src/campaign/sensitivity-table.ts";
import type { ContractDeclaration, StorageFormatId } from "../../src/contract/implementation.ts";
import { resolveContract } from "../../src/contract/resolve.ts";
import { formatOf } from "../../src/formats/format-of.ts";
import { exactAnswer } from "../../src/oracle/exact.ts";
import { correctlyRounded } from "../../src/oracle/round-answer.ts";
import { rowOf } from "../../src/oracle/row.ts";
import { contracts, curveOf } from "../../power/audit/curve.ts";
import { injected, injections } from "../../power/audit/injected.ts";
import { normalRows, ofKind, sampleKinds } from "../../power/audit/samples.ts";
import { signOf, thresholdOf, verdictOn } from "../../power/audit/threshold.ts";
import { ulpOf, ulpText } from "../../power/audit/ulps.ts";

const properties = await allProperties();
const oracleAgreement = properties.find(({ id }) => id === "oracle-agreement")!;
const seed = "audit test";
const formats: readonly StorageFormatId[] = ["fp64", "fp32", "fp16", "bf16"];
const cells = formats.flatMap((format) => [2, 8, 64].flatMap((n) => [1, 100].map((conditionNumber) => ({ format, n, conditionNumber }))));
const rowsOf = (cell: (typeof cells)[number], rows: number) => normalRows({ ...cell, rows, seed })!;

describe("the perfect kernel", () => {
  it.each(formats)("is the correctly rounded answer in %s, and a small error leaves most of it", (format) => {
    for (const batch of rowsOf({ format, n: 64, conditionNumber: 10 }, 4)) {
      const answer = (delta: number) => injected(format, { injection: "scale", delta }).forward(batch.x, { ...batch, gamma: undefined, beta: undefined }) as Float64Array;
      expect(answer(0)).toEqual(correctlyRounded(rowOf(batch, 0), formatOf(format)));
      expect(answer(ulpOf(formatOf(format)) / 1000)).not.toEqual(answer(4 * ulpOf(formatOf(format))));
    }
  });

  it.each(formats)("is accused by no property on any sample in %s, under the sharpest contract either", (format) => {
    for (const declaration of Object.values<ContractDeclaration>(contracts)) {
      const contract = resolveContract({ format, contract: declaration });
      for (const kind of sampleKinds) {
        for (const batch of ofKind(kind, rowsOf({ format, n: 8, conditionNumber: 10 }, 3), { format, seed })) {
          for (const property of properties) expect([property.id, kind, verdictOn({ format, contract, property, injection: "shift" }, batch, 0).kind]).not.toContain("violated");
        }
      }
    }
  });
});

describe("the smallest error that is caught", () => {
  /** E_i counts from the exact value; storage rounds by half an ulp at most, for or against the error. The bisection adds its 1 %. */
  it.each(cells)("by oracle-agreement is what the bounds predict: $format, n = $n, κ = $conditionNumber", (cell) => {
    for (const declaration of Object.values<ContractDeclaration>(contracts)) {
      const contract = resolveContract({ format: cell.format, contract: declaration });
      for (const batch of rowsOf(cell, 4)) {
        const exact = exactAnswer(batch)!;
        const bound = boundOf(batch, exact, contract);
        const predicted = sensitivityOf(exact, bound, contract);
        for (const injection of ["scale", "shift"] as const) {
          const { always, sometimes } = thresholdOf({ format: cell.format, contract, property: oracleAgreement, injection }, [batch]);
          expect(always).toBe(sometimes);
          expect(always / predicted[injection]).toBeLessThan(1.011);
          // Below this the error and half an ulp of every output together stay within E_i.
          const { unitRoundoff: u, minSubnormal } = contract.storage;
          const sizes = exact.normalised.map(Math.abs);
          const least = Math.min(...sizes.map((size, i) => ((bound.errors[i] - minSubnormal) / (1 + u) - u * size) / (injection === "scale" ? size : 1)));
          expect(always).toBeGreaterThanOrEqual(least * (1 - 1e-9));
        }
        const single = thresholdOf({ format: cell.format, contract, property: oracleAgreement, injection: "single" }, [batch]);
        expect(single.always / predicted.single).toBeLessThan(1.011);
      }
    }
  });

  it.each(cells)("of any larger size is caught too: $format, n = $n, κ = $conditionNumber", (cell) => {
    const contract = resolveContract({ format: cell.format });
    const batches = rowsOf(cell, 4);
    for (const injection of injections) {
      const subject = { format: cell.format, contract, property: oracleAgreement, injection };
      const { always, sometimes } = thresholdOf(subject, batches);
      expect(sometimes).toBeLessThanOrEqual(always);
      for (const factor of [1.02, 1.1, 1.5, 2, 7, 100]) {
        for (const [row, batch] of batches.entries()) expect([injection, factor, verdictOn(subject, batch, signOf(row) * always * factor).kind]).toContain("violated");
      }
      for (const [row, batch] of batches.entries()) expect(verdictOn(subject, batch, (signOf(row) * sometimes) / 1.02).kind).toBe("holds");
    }
  });

  it.each(formats)("is never larger under a sharper contract: %s", (format) => {
    const curve = (declaration: ContractDeclaration) => curveOf({ format, declaration, properties, rows: 5, seed, lengths: [2, 8, 64], conditionNumbers: [1, 10, 100] });
    const order: readonly ContractDeclaration[] = [{}, { algorithm: "two-pass" }, { algorithm: "two-pass", output: "centred" }, contracts.sharpest];
    const curves = order.map(curve);
    for (const [sharper, points] of curves.entries()) {
      if (sharper === 0) continue;
      for (const blunt of curves[sharper - 1]) {
        const sharp = points.find(({ n, conditionNumber }) => n === blunt.n && conditionNumber === blunt.conditionNumber)!;
        for (const injection of injections) expect(sharp.best[injection].always, `${injection}, n = ${blunt.n}, κ = ${blunt.conditionNumber}`).toBeLessThanOrEqual(blunt.best[injection].always * 1.011);
      }
    }
  });

  it("is never caught by a property that sees nothing of the kind", () => {
    const contract = resolveContract({ format: "fp32" });
    const batches = rowsOf({ format: "fp32", n: 8, conditionNumber: 1 }, 3);
    const threshold = (id: string, injection: (typeof injections)[number]) => thresholdOf({ format: "fp32", contract, property: properties.find((one) => one.id === id)!, injection }, batches);
    expect(threshold("permutation", "scale").always).toBe(Infinity);
    expect(threshold("answers", "single").sometimes).toBe(Infinity);
    expect(threshold("negation", "shift")).toMatchObject({ exact: true });
    expect(threshold("oracle-agreement", "shift")).toMatchObject({ exact: false });
  });
});

describe("the table of a contract", () => {
  it("grows with κ, and is nowhere larger for a sharper contract", () => {
    for (const format of formats) {
      const [blunt, sharp] = Object.values<ContractDeclaration>(contracts).map((contract) => sensitivityTable(resolveContract({ format, contract })).ulps);
      for (const [i, row] of blunt.entries()) {
        const known = row.filter((value) => value !== null);
        expect(known).toEqual([...known].sort((a, b) => a - b));
        for (const [k, value] of row.entries()) if (value !== null) expect(sharp[i][k]).toBeLessThanOrEqual(value);
      }
    }
  });

  it("is for the one width of a kernel that has it built in", () => {
    expect(sensitivityTable(resolveContract({ format: "fp32" }), 768).lengths).toEqual([768]);
    expect(sensitivityTable(resolveContract({ format: "fp32" }), 1).lengths).toEqual([]);
  });
});

describe("sizes for people", () => {
  it("are rounded up, and say what is gross and what is never caught", () => {
    const ulp = 2 ** -23;
    const texts = [0.0001, 0.411, 2.01, 9.96, 103.2, 9900, 34120].map((ulps) => ulpText(ulps * ulp, formatOf("fp32")));
    expect(texts).toEqual(["1e-4", "0.42", "2.1", "10", "110", "9900", "3.5e4"]);
    expect([ulpText(0.3, formatOf("fp32")), ulpText(Infinity, formatOf("fp32"))]).toEqual(["gross", "–"]);
  });
});
