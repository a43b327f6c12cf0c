// Modules of users: every kind of file loads, and every way to get one wrong ends in one line that names the file.

import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { PluginError } from "../../src/contract/plugin-error.ts";
import { loadModule } from "../../src/engines/module.ts";

const folder = mkdtempSync(join(tmpdir(), "normfuzz-modules-"));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

fileOf("esm/package.json", '{ "type": "module" }');
fileOf("esm/scale.ts", "export const scale: number = 2;");
fileOf("plain/scale.ts", "export const scale: number = 2;");

const kernel = (id: string) => `{ id: "${id}", format: "fp32", forward(x) { return x.map((value) => value * 2); } }`;
const typed = (id: string) => `
  import { scale } from "./scale.ts";
  enum Kind { Only }
  interface Shape { readonly rows: number }
  export default { id: "${id}", format: "fp32" as const, forward(x: Float64Array, shape: Shape): Float64Array { return x.map((value) => value * scale + Kind.Only); } };
`;

describe("loads", () => {
  it.each([
    ["esm/typed.ts", typed("typed")],
    ["plain/typed.ts", typed("typed")],
    ["plain/typed.mts", typed("typed")],
    ["plain/with space & ü.mts", typed("typed")],
    ["esm/awaits.ts", `const id: string = await Promise.resolve("awaits"); export default { id, format: "fp32", forward: (x: Float64Array) => x.map((v) => 2 * v) };`],
    ["esm/kernel.js", `export default ${kernel("kernel")}`],
    ["plain/kernel.mjs", `export default ${kernel("kernel")}`],
    ["plain/kernel.cjs", `module.exports = ${kernel("kernel")}`],
    ["plain/translated.cjs", `Object.defineProperty(exports, "__esModule", { value: true }); exports.default = ${kernel("kernel")}`],
  ])("%s", async (name, text) => {
    const [implementation, ...rest] = await loadModule(fileOf(name, text));
    expect(rest).toEqual([]);
    expect(implementation!.forward(Float64Array.of(3), { rows: 1, cols: 1, eps: 0, gamma: undefined, beta: undefined })).toEqual(Float64Array.of(6));
  });

  it("an array of them, in order", async () => {
    const path = fileOf("plain/several.mjs", `export default [${kernel("b")}, ${kernel("a")}]`);
    expect((await loadModule(path)).map(({ id }) => id)).toEqual(["b", "a"]);
  });
});

describe("refuses", () => {
  it.each([
    ["plain/named.mjs", `export const kernel = ${kernel("a")}`, /: no default export \(found kernel\): write export default \{/],
    ["plain/named.ts", `export const kernel = ${kernel("a")}`, /: no default export \(found kernel\): write/],
    ["plain/nothing.mjs", "", /: no default export \(found no exports\)/],
    ["plain/empty.mjs", "export default []", /: the default export is an empty array/],
    ["plain/twice.mjs", `export default [${kernel("a")}, ${kernel("b")}, ${kernel("a")}]`, /: elements 0 and 2 both have the id "a"/],
    ["plain/element.mjs", `export default [${kernel("a")}, { id: "b", format: "fp8", forward() {} }]`, /, element 1 \(b\): format is "fp8": choose from/],
    ["plain/hole.mjs", `export default [${kernel("a")}, , 3]`, /, element 1: expected an implementation, received undefined/],
    ["plain/undefined.mjs", "export default undefined", /: expected an implementation, received undefined/],
    ["plain/function.mjs", "export default (x) => x", /: expected an implementation, received a function/],
    ["plain/json.cjs", "module.exports = 3", /: expected an implementation, received 3/],
    ["plain/syntax.ts", "const fine = 1;\nconst = 5;", /: cannot be loaded: line 2: SyntaxError: Expected identifier but found "="$/],
    ["esm/syntax.ts", "const fine = 1;\nconst = 5;", /: cannot be loaded: line 2: SyntaxError: Expected identifier but found "="$/],
    ["esm/broken-import.ts", `import "./broken.ts"; export default 1;`, /: cannot be loaded: .*broken\.ts:1: SyntaxError: /],
    ["plain/awaits.ts", "export default await 1;", /: cannot be loaded: line 1: .*rename it to \.mts, or put "type": "module"/],
    ["plain/throws.mjs", 'throw new Error("first\\nsecond")', /: cannot be loaded: Error: first$/],
    ["plain/throws.ts", 'throw new Error("first\\nsecond")', /: cannot be loaded: Error: first$/],
    ["plain/throws-text.mjs", 'throw "boom"', /: cannot be loaded: it threw "boom"$/],
    ["esm/package.ts", 'import "no-such-package"; export default 1;', /: cannot be loaded: Error: Cannot find package 'no-such-package'/],
    ["plain/package.mjs", 'import "no-such-package"; export default 1;', /: cannot be loaded: Error: .*no-such-package/],
    ["plain/kernel.py", "print()", /: not a module: choose a file that ends in \.ts, \.mts, \.cts, \.js, \.mjs, \.cjs$/],
  ])("%s", async (name, text, message) => {
    fileOf("esm/broken.ts", "const = 5;");
    const path = fileOf(name, text);
    const error: unknown = await loadModule(path).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PluginError);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message.startsWith(path)).toBe(true);
    expect((error as Error).message).not.toMatch(/\n|namespace=/);
  });

  it("what is not there, and a folder", async () => {
    await expect(loadModule("absent.ts")).rejects.toThrow(`absent.ts: no such file (looked for ${join(process.cwd(), "absent.ts")})`);
    mkdirSync(join(folder, "folder.js"));
    await expect(loadModule(join(folder, "folder.js"))).rejects.toThrow("folder.js: a folder, not a module");
  });
});

it("loads and refuses the same in a worker thread of a plain Node", async () => {
  const cases: [name: string, text: string, expected: unknown][] = [
    ["plain/in-worker.ts", typed("typed"), ["typed"]],
    ["esm/in-worker.ts", typed("typed"), ["typed"]],
    ["plain/in-worker.mts", typed("typed"), ["typed"]],
    ["plain/in-worker.mjs", `export default ${kernel("kernel")}`, ["kernel"]],
    ["plain/in-worker.js", `export default ${kernel("kernel")}`, ["kernel"]],
    ["plain/in-worker.cjs", `module.exports = ${kernel("kernel")}`, ["kernel"]],
    ["plain/syntax.mjs", "const fine = 1;\nconst = 5;", expect.stringMatching(/: cannot be loaded: line 2: SyntaxError: Unexpected token '='$/)],
    ["plain/syntax.cjs", "const fine = 1;\nconst = 5;", expect.stringMatching(/: cannot be loaded: line 2: SyntaxError: Unexpected token '='$/)],
    ["esm/syntax.ts", "const fine = 1;\nconst = 5;", expect.stringMatching(/: cannot be loaded: line 2: SyntaxError: Expected identifier/)],
  ];
  const script = fileURLToPath(new URL("load-in-worker.mjs", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...cases.map(([name, text]) => fileOf(name, text))]);
  expect(JSON.parse(stdout)).toEqual(cases.map(([, , expected]) => expected));
});
