// Documents that are true: every example of docs/api.md runs, what its comments say is printed is printed, links lead somewhere, and the
// README's options are the command's.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it, vi } from "vitest";
import ts from "typescript";

const root = resolve(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const documents = ["README.md", "CONTRIBUTING.md", "reports/README.md", ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`)].filter((file) => file.endsWith(".md"));

describe("examples of docs/api.md", () => {
  const examples = [...read("docs/api.md").matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1]!);

  it.each(examples)("runs and prints what it says: %#", async (example) => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    const body = ts
      .transpileModule(example, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext } })
      .outputText.replace(/import (\w+) from "([^"]+)";/g, 'const $1 = (await load("$2")).default;')
      .replace(/import (\{[^}]*\}) from "([^"]+)";/g, 'const $1 = await load("$2");')
      .replace(/^export .*$/gm, "");
    const load = (name: string) => (name === "normfuzz" ? import("../../src/normfuzz.ts") : import("fast-check"));
    const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
    await new AsyncFunction("load", body)(load);
    const printed = log.mock.calls.map((words) => words.map((word) => (typeof word === "bigint" ? `${word}n` : String(word))).join(" "));
    log.mockRestore();
    const promised = [...example.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map((match) => match[1]!.replace("…", ""));
    for (const line of promised) expect(printed.some((one) => one.startsWith(line)), `${line} in ${JSON.stringify(printed)}`).toBe(true);
  });
});

describe.each(documents)("%s", (file) => {
  const links = [...read(file).matchAll(/\]\((?!https?:)([^)#\s|]+)(?=[)#])/g)].map((match) => match[1]!);
  it("links to files that are there", () => {
    for (const link of links) expect(existsSync(join(root, dirname(file), link)), link).toBe(true);
  });
});

describe("the README", () => {
  const readme = read("README.md");
  const commands = read("src/cli/program.ts")
    .split(/\.command\("/)
    .slice(1)
    .map((text) => ({ name: text.slice(0, text.indexOf('"')), options: [...text.matchAll(/new Option\("(--[a-z-]+)/g)].map((match) => match[1]!) }));

  it.each([["verify", "### Options"], ["prove", "### Every row"]])("names every option of %s in its table, and no other", (command, heading) => {
    const section = readme.split(`${heading}\n`)[1]!.split("\n###")[0]!;
    const named = [...section.matchAll(/^\| `(--[a-z-]+)/gm)].map((match) => match[1]!);
    const { options } = commands.find(({ name }) => name === command)!;
    expect(options.length).toBeGreaterThan(5);
    expect(named.sort()).toEqual([...options].sort());
  });
  it.each(commands)("shows $name with its options", ({ name, options }) => {
    expect(readme).toContain(`npx normfuzz ${name}`);
    for (const option of options) expect(readme, option).toContain(option);
  });
  it("names files that are there", () => {
    for (const [, path] of read("README.md").matchAll(/`((?:docs|reports|regressions)\/[a-z0-9-]+\.md)`/g)) expect(existsSync(join(root, path!)), path).toBe(true);
  });
});
