// The header of a shader: what is taken, what is left out, and that every mistake is told with its field and the fix.

import { describe, expect, it } from "vitest";
import { parseWgslHeader } from "../../../src/engines/browser/wgsl-header.ts";

const parse = (source: string) => parseWgslHeader(source, "shaders/LayerNorm.wgsl");
const bindings = { x: 0, gamma: 1, beta: 2, y: 3, shape: 4 };
const defaults = { id: "layer-norm", format: "fp32", entry: "main", rowsPerWorkgroup: 1, bindings, contract: {} };

describe("the header of a shader", () => {
  it.each([
    ["// normfuzz: {}", {}],
    ["\ufeff// Mine.\r\n\r\n//normfuzz: {}\r\nfn main() {}", {}],
    ['// normfuzz: {"id":"mine","format":"fp16","entry":"layer_norm","rowsPerWorkgroup":64}', { id: "mine", format: "fp16", entry: "layer_norm", rowsPerWorkgroup: 64 }],
    ['// normfuzz: {"bindings":\n//   {"x":7,"gamma":null}}\n// more', { bindings: { ...bindings, x: 7, gamma: null } }],
    ['// normfuzz: {"contract":{"algorithm":"two-pass"}}', { contract: { algorithm: "two-pass" } }],
  ])("%j", (source, expected) => expect(parse(source)).toEqual({ ...defaults, ...expected }));

  it.each([
    ["fn main() {}\n// normfuzz: {}", /^shaders\/LayerNorm.wgsl: no header: begin the file with a comment such as \/\/ normfuzz: \{"id":"my-layernorm"\} \(docs\/webgpu.md\)$/],
    ['// Mine.\n// normfuzz: {"id":\n', /line 2: what follows "normfuzz:" is not JSON \(.*\): write for example/],
    ["// normfuzz: 7", /header: it is 7: give an object such as/],
    ['// normfuzz: {"id":"My Kernel"}', /header: id is "My Kernel": give a kebab-case name such as "my-layernorm" .* or leave it out: the name of the file$/],
    ['// normfuzz: {"format":"bf16"}', /header: format is "bf16": choose "fp32" or "fp16" \(type f16 of WGSL\)$/],
    ['// normfuzz: {"entry":"1st"}', /header: entry is "1st": give the name of the function that is marked @compute/],
    ['// normfuzz: {"rowsPerWorkgroup":0.5}', /header: rowsPerWorkgroup is 0.5: give the number of rows that one workgroup normalises/],
    ['// normfuzz: {"workgroup":64}', /header: unknown field workgroup: choose from id, format, entry, rowsPerWorkgroup, bindings, contract$/],
    ['// normfuzz: {"bindings":{"z":1}}', /header: unknown field bindings.z: choose from x, gamma, beta, y, shape$/],
    ['// normfuzz: {"bindings":{"x":null}}', /header: bindings.x is null: give the number of a binding in group 0, from 0 to 999$/],
    ['// normfuzz: {"bindings":{"gamma":1000}}', /header: bindings.gamma is 1000: .*, or null when the shader has none$/],
    ['// normfuzz: {"bindings":{"y":0}}', /header: bindings.y and bindings.x are both 0: give each a number of its own$/],
    ['// normfuzz: {"contract":"stable"}', /header: contract is "stable": give an object such as \{"algorithm":"two-pass"\}/],
  ])("%j is refused", (source, message) => expect(() => parse(source)).toThrow(message));
});
