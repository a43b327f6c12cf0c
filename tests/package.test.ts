// What users install: the tarball, unpacked into an empty project with its dependencies beside it, verifies a kernel there, and its
// library and types are where package.json says.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "..");
let project: string;

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "normfuzz-package-"));
  const modules = join(project, "node_modules");
  mkdirSync(modules);
  // Scripts off: `npm test` has just built, and a build that packs itself would run within a run.
  execFileSync("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", project], { cwd: root });
  const tarball = readdirSync(project).find((name) => name.endsWith(".tgz"))!;
  execFileSync("tar", ["-xzf", tarball], { cwd: project });
  execFileSync("mv", ["package", join(modules, "normfuzz")], { cwd: project });
  for (const name of readdirSync(join(root, "node_modules"))) {
    if (!name.startsWith(".") && name !== "normfuzz") symlinkSync(join(root, "node_modules", name), join(modules, name));
  }
  writeFileSync(join(project, "package.json"), '{ "type": "module" }');
});

function node(...words: string[]) {
  const { CI: _, ...env } = process.env;
  return spawnSync(process.execPath, words, { cwd: project, encoding: "utf8", env, timeout: 60_000 });
}

describe("the package", () => {
  it("verifies a TypeScript kernel in an empty project, without touching its own folder", () => {
    writeFileSync(
      join(project, "zeros.ts"),
      `import { defineLayerNorm } from "normfuzz";
       export default defineLayerNorm({ id: "zeros", format: "fp16", forward: (x: Float64Array): Float64Array => new Float64Array(x.length) });`,
    );
    const { status, stdout, stderr } = node("node_modules/normfuzz/dist/src/cli/main.js", "verify", "./zeros.ts", "--runs", "600", "--seed", "1");
    expect(status, stderr + stdout).toBe(1);
    expect(stdout).toMatch(/✗ zeros violates [a-z-]+/);
    expect(stdout).toMatch(/violates .*not-collapsed/);
    expect(readdirSync(project)).toEqual(expect.arrayContaining(["regressions", "reports"]));
  });

  it("has its library where package.json says", () => {
    const { status, stdout, stderr } = node(
      "--input-type=module",
      "-e",
      `import { verify, formatOf, exactAnswer } from "normfuzz";
       const exact = exactAnswer({ x: Float64Array.of(1, 3), eps: 0 });
       console.log(typeof verify, formatOf("fp16").maxFinite, exact.y.join());`,
    );
    expect(status, stderr).toBe(0);
    expect(stdout.trim()).toBe("function 65504 -1,1");
  });

  it("has types for both entries", () => {
    writeFileSync(
      join(project, "consumer.ts"),
      `import { verify, type LayerNormImplementation } from "normfuzz";
       import { layerNormSuite } from "normfuzz/vitest";
       const kernel: LayerNormImplementation = { id: "k", format: "bf16", forward: (x) => x };
       export const wrong: LayerNormImplementation = { id: "k", // @ts-expect-error no such format
         format: "fp23", forward: (x) => x };
       export const used = [() => verify(kernel, { runs: 10 }), () => layerNormSuite(kernel)];`,
    );
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const { status, stdout } = node(tsc, "--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--module", "nodenext", "consumer.ts");
    expect(status, stdout).toBe(0);
  });

  it("carries no test, no fixture and no source", () => {
    const files = readdirSync(join(project, "node_modules/normfuzz"), { recursive: true, encoding: "utf8" });
    expect(files.filter((file) => /\.test\.|^regressions|^src\//.test(file))).toEqual([]);
    expect(files).toEqual(expect.arrayContaining([join("dist", "src", "normfuzz.js"), join("docs", "report.schema.json")]));
  });
});
