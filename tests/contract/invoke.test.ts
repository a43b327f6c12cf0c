// Whatever a user's forward does, invoke must come back with one clear line and whole inputs: a hostile kernel is a finding, not a crash.

import { describe, expect, it } from "vitest";
import type { Call } from "../../src/contract/call.ts";
import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { invoke } from "../../src/contract/invoke.ts";
import { resolveContract } from "../../src/contract/resolve.ts";
import type { Batch } from "../../src/oracle/row.ts";

const batch: Batch = { rows: 2, cols: 4, x: Float64Array.of(1, 2, -0, NaN, 5, 6, 7, 8), eps: 0.5, gamma: Float64Array.of(1, 2, 3, 4), beta: Float64Array.of(0, 1, 0, 1) };
const contract = resolveContract({ format: "fp32" });
const eight = [1, 2, 3, 4, 5, 6, 7, 8];

function answering(forward: (...given: Parameters<LayerNormImplementation["forward"]>) => unknown): Call | Promise<Call> {
  return invoke({ id: "under-test", format: "fp32", forward: forward as LayerNormImplementation["forward"] }, contract, batch);
}

describe("an answer", () => {
  it.each([
    ["a Float64Array", Float64Array.from(eight)],
    ["a Float32Array", Float32Array.from(eight)],
    ["an Int8Array", Int8Array.from(eight)],
    ["an array", eight],
    ["an array-like object", Object.assign(Object.create(null) as object, { length: 8 }, eight)],
  ])("may be %s", (_, y) => {
    const call = answering(() => y) as Call;
    expect(call.failure).toBeUndefined();
    expect(call.y).toEqual(Float64Array.from(eight));
    expect(call.y).not.toBe(y);
  });

  it("may hold NaN, Infinity and −0", () => {
    const y = [NaN, Infinity, -Infinity, -0, 0, 1, 2, 3];
    expect(Array.from((answering(() => y) as Call).y)).toEqual(y);
  });

  it("may come as a promise, and only then do we answer with one", async () => {
    const call = answering(async () => eight);
    expect(call).toBeInstanceOf(Promise);
    expect((await call).y).toEqual(Float64Array.from(eight));
  });

  it("is read once, so that it cannot change under us", async () => {
    const y = Float64Array.from(eight);
    const call = answering(() => y) as Call;
    y.fill(0);
    expect(call.y[7]).toBe(8);
  });

  it("sees the shape, and the implementation as this", () => {
    const implementation = {
      id: "under-test",
      format: "fp32" as const,
      offset: 1,
      forward(x: Float64Array, shape: unknown) {
        expect(shape).toEqual({ rows: 2, cols: 4, eps: 0.5, gamma: batch.gamma, beta: batch.beta });
        return x.map((value) => value + this.offset);
      },
    };
    expect((invoke(implementation, contract, batch) as Call).y[0]).toBe(2);
  });
});

describe("no answer", () => {
  it.each<[string, unknown, string, string]>([
    ["too short", [1, 2, 3], "wrong-length", "forward returned 3 values for 2 × 4 = 8"],
    ["too long", new Float64Array(9), "wrong-length", "forward returned 9 values for 2 × 4 = 8"],
    ["one value", new Float32Array(1), "wrong-length", "forward returned 1 value for 2 × 4 = 8"],
    ["an endless length", { length: Infinity }, "wrong-length", "forward returned Infinity values for 2 × 4 = 8"],
    ["undefined", undefined, "not-numbers", "forward returned undefined, not an array of numbers"],
    ["null", null, "not-numbers", "forward returned null, not an array of numbers"],
    ["a number", 3, "not-numbers", "forward returned 3, not an array of numbers"],
    ["a string of eight", "12345678", "not-numbers", 'forward returned "12345678", not an array of numbers'],
    ["an object", { y: eight }, "not-numbers", "forward returned an object, not an array of numbers"],
    ["a buffer", new ArrayBuffer(64), "not-numbers", "forward returned an object of class ArrayBuffer, not an array of numbers"],
    ["a function of eight", (..._: number[]) => 0, "not-numbers", "forward returned a function, not an array of numbers"],
    ["a hole", [1, 2, , 4, 5, 6, 7, 8], "not-numbers", "forward returned undefined at index 2, not a number"], // biome-ignore lint/suspicious/noSparseArray: the point
    ["strings", eight.map(String), "not-numbers", 'forward returned "1" at index 0, not a number'],
    ["bigints", BigInt64Array.from(eight.map(BigInt)), "not-numbers", "forward returned 1n at index 0, not a number"],
    ["nested rows", [[1], [2], 3, 4, 5, 6, 7, 8], "not-numbers", "forward returned an array of 1 at index 0, not a number"],
  ])("%s", async (_, y, kind, message) => {
    for (const call of [answering(() => y), await answering(() => Promise.resolve(y))] as Call[]) {
      expect(call.failure).toEqual({ kind, message });
      expect(call.y).toHaveLength(0);
    }
  });

  it("throwing getters", () => {
    const trap = Object.defineProperty([...eight], 3, { get: () => { throw new Error("gotcha"); } });
    expect((answering(() => trap) as Call).failure).toEqual({ kind: "not-numbers", message: "forward returned an array that throws when it is read: Error: gotcha" });
    const proxy = new Proxy({}, { get: () => { throw new Error("gotcha"); }, getPrototypeOf: () => { throw new Error("gotcha"); } });
    expect((answering(() => proxy) as Call).failure?.message).toMatch(/gotcha/);
  });

  it("a Float64Array that lies about its length", () => {
    const liar = Object.defineProperty(new Float64Array(9), "length", { value: 8 });
    expect((answering(() => liar) as Call).failure?.message).toBe("forward returned 9 values for 2 × 4 = 8");
    const impostor: unknown = Object.create(Float64Array.prototype);
    expect((answering(() => impostor) as Call).failure?.kind).toBe("not-numbers");
  });
});

describe("a throw", () => {
  class Silent extends Error {
    override get message(): string {
      throw new Error("not even this");
    }
  }
  it.each<[string, unknown, string]>([
    ["an error", new TypeError("x is not iterable"), "forward threw TypeError: x is not iterable"],
    ["an error of several lines", new Error("first\n  second"), "forward threw Error: first second"],
    ["an error without text", new RangeError(), "forward threw RangeError"],
    ["a string", "boom", 'forward threw "boom"'],
    ["undefined", undefined, "forward threw undefined"],
    ["null", null, "forward threw null"],
    ["an object without prototype", Object.create(null), "forward threw an object"],
    ["a symbol", Symbol("s"), "forward threw a symbol"],
    ["an unreadable error", new Silent(), "forward threw an error that cannot be read"],
  ])("of %s", async (_, error, message) => {
    const throwing = answering(() => { throw error; }) as Call;
    const rejecting = await answering(() => Promise.reject(error));
    expect(throwing.failure).toEqual({ kind: "throws", message });
    expect(rejecting.failure).toEqual({ kind: "throws", message });
  });

  it("of a very long message is cut", () => {
    expect((answering(() => { throw new Error("x".repeat(10_000)); }) as Call).failure?.message.length).toBeLessThan(400);
  });

  it("by a thenable", async () => {
    const call = await answering(() => ({ then: () => { throw new Error("later"); } }));
    expect(call.failure).toEqual({ kind: "throws", message: "forward threw Error: later" });
  });

  it("by a missing method", () => {
    expect((invoke({ id: "none", format: "fp32" } as unknown as LayerNormImplementation, contract, batch) as Call).failure?.kind).toBe("throws");
  });
});

describe("a mutation", () => {
  const original = { x: batch.x.slice(), gamma: batch.gamma!.slice(), beta: batch.beta!.slice() };
  it.each<[string, LayerNormImplementation["forward"], string[]]>([
    ["none", (x) => x, []],
    ["in place", (x) => x.fill(0), ["x"]],
    ["of everything", (x, { gamma, beta }) => { gamma!.fill(9); beta!.fill(9); return x.fill(9); }, ["x", "gamma", "beta"]],
    ["of the sign of a zero", (x) => { x[2] = 0; return x; }, ["x"]],
    ["of γ", (x, { gamma }) => { gamma![0] = 2; return x; }, ["gamma"]],
    ["to the same value", (x, { beta }) => { beta![1] = 1; x[3] = NaN; return x; }, []],
    ["by giving the buffer away", (x) => { structuredClone(x, { transfer: [x.buffer as ArrayBuffer] }); return eight; }, ["x"]],
    ["before a throw", (x) => { x[0] = 7; throw new Error("late"); }, ["x"]],
    ["during a wait", async (x) => { await Promise.resolve(); x[0] = 7; return eight; }, ["x"]],
  ])("%s is seen, and hurts nobody", async (_, forward, mutated) => {
    expect((await answering(forward)).mutated).toEqual(mutated);
    expect(batch).toMatchObject(original);
  });
});
