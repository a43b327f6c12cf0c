// What a user's shader says about itself, in a comment at its top: a line of JSON that is short where the shader does what most do.

import * as v from "valibot";
import type { ContractDeclaration } from "../../contract/implementation.ts";
import { PluginError } from "../../contract/plugin-error.ts";
import { received } from "../../contract/received.ts";
import { fileId } from "../file-id.ts";

/** Storage formats that WGSL has types for: f32, and f16 where the adapter has the feature shader-f16. */
export type ShaderFormat = "fp32" | "fp16";

/** Numbers of the bindings in group 0. */
export interface ShaderBindings {
  readonly x: number;
  /** null: the shader has no γ. */
  readonly gamma: number | null;
  readonly beta: number | null;
  readonly y: number;
  readonly shape: number;
}

export interface WgslHeader {
  readonly id: string;
  readonly format: ShaderFormat;
  /** Name of the entry point. */
  readonly entry: string;
  /** Rows that one workgroup normalises. */
  readonly rowsPerWorkgroup: number;
  readonly bindings: ShaderBindings;
  readonly contract: ContractDeclaration;
}

const binding = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(999));
const bindingFix = "give the number of a binding in group 0, from 0 to 999";
const weightFix = `${bindingFix}, or null when the shader has none`;

/** Of every field, what to write. */
const fixes: Readonly<Record<string, string>> = {
  id: 'give a kebab-case name such as "my-layernorm" (a-z, 0-9, single hyphens), or leave it out: the name of the file',
  format: 'choose "fp32" or "fp16" (type f16 of WGSL)',
  entry: 'give the name of the function that is marked @compute, such as "main"',
  rowsPerWorkgroup: "give the number of rows that one workgroup normalises, a whole number ≥ 1",
  bindings: 'give an object such as {"x":0,"gamma":1,"beta":2,"y":3,"shape":4}',
  "bindings.x": bindingFix,
  "bindings.gamma": weightFix,
  "bindings.beta": weightFix,
  "bindings.y": bindingFix,
  "bindings.shape": bindingFix,
  contract: 'give an object such as {"algorithm":"two-pass"} (README, "The contract")',
};

const headerSchema = v.strictObject({
  id: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/))),
  format: v.optional(v.picklist(["fp32", "fp16"]), "fp32"),
  entry: v.optional(v.pipe(v.string(), v.regex(/^[\p{XID_Start}_][\p{XID_Continue}]*$/u)), "main"),
  rowsPerWorkgroup: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
  bindings: v.optional(
    v.strictObject({
      x: v.optional(binding, 0),
      gamma: v.optional(v.nullable(binding), 1),
      beta: v.optional(v.nullable(binding), 2),
      y: v.optional(binding, 3),
      shape: v.optional(binding, 4),
    }),
    {},
  ),
  contract: v.optional(v.record(v.string(), v.unknown()), {}),
});

const example = '// normfuzz: {"id":"my-layernorm"}';

/** The header of the shader in `file`. Throws a PluginError that names the file, the field, what was received and the fix. */
export function parseWgslHeader(source: string, file: string): WgslHeader {
  const parsed = v.safeParse(headerSchema, headerJson(source, file));
  if (!parsed.success) throw new PluginError(`${file}: header: ${issueText(parsed.issues[0])}`);
  const { id = fileId(file, "shader"), bindings, contract, ...rest } = parsed.output;
  const taken = new Map<number, string>();
  for (const [name, number] of Object.entries(bindings)) {
    if (number === null) continue;
    if (taken.has(number)) throw new PluginError(`${file}: header: bindings.${name} and bindings.${taken.get(number)!} are both ${number}: give each a number of its own`);
    taken.set(number, name);
  }
  return { id, bindings, contract: contract as ContractDeclaration, ...rest };
}

/** The JSON behind "normfuzz:" in the comment that the file begins with; it may go on over further lines of that comment. */
function headerJson(source: string, file: string): unknown {
  const lines = source.replace(/^\ufeff/, "").split(/\r?\n/);
  const end = lines.findIndex((line) => !/^\s*(\/\/|$)/.test(line));
  const comment = lines.slice(0, end < 0 ? lines.length : end).map((line) => line.replace(/^\s*\/\/ ?/, ""));
  const first = comment.findIndex((line) => /^\s*normfuzz:/.test(line));
  if (first < 0) throw new PluginError(`${file}: no header: begin the file with a comment such as ${example} (docs/webgpu.md)`);
  comment[first] = comment[first].replace(/^\s*normfuzz:/, "");
  let failure = "";
  for (let last = first; last < comment.length; last++) {
    try {
      return JSON.parse(comment.slice(first, last + 1).join("\n"));
    } catch (error) {
      failure ||= (error as Error).message;
    }
  }
  throw new PluginError(`${file}: line ${first + 1}: what follows "normfuzz:" is not JSON (${failure}): write for example ${example}`);
}

function issueText({ path, type, input }: v.BaseIssue<unknown>): string {
  const field = path?.map(({ key }) => String(key)).join(".") ?? "";
  if (type === "strict_object" && fixes[field] === undefined) {
    const known = Object.keys(fixes).map((one) => one.split("."));
    const depth = field === "" ? 1 : field.split(".").length;
    if (field !== "") return `unknown field ${field}: choose from ${known.filter((one) => one.length === depth).map((one) => one.at(-1)).join(", ")}`;
    return `it is ${received(input)}: give an object such as {"id":"my-layernorm"}`;
  }
  return `${field} is ${received(input)}: ${fixes[field] ?? "leave it out"}`;
}
