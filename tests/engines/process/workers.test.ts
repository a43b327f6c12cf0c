// The workers that people copy: each compiles or starts where its language is installed, and a run finds nothing wrong with it.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { everyProperty } from "../../../src/campaign/catalogue.ts";
import { verify } from "../../../src/campaign/verify.ts";
import { resolveContract } from "../../../src/contract/resolve.ts";
import { tryProperty } from "../../../src/contract/trial.ts";
import { loadProcess } from "../../../src/engines/process/load-process.ts";

const workers = resolve(import.meta.dirname, "../../../workers");
const folder = mkdtempSync(join(tmpdir(), "normfuzz-workers-"));
const works = (program: string, ...words: string[]) => spawnSync(program, words, { stdio: "ignore" }).status === 0;
/** Several Pythons may be installed, each with its own packages. */
const pythonWith = (imports: string) => ["python3", "/usr/bin/python3"].find((python) => works(python, "-c", imports));

/** The program that a compiler makes of it; undefined where there is no such compiler. A source that does not compile fails the test. */
function compiled(compiler: string, worker: string, before: readonly string[], after: readonly string[] = []): string | undefined {
  if (!works(compiler, "--version")) return undefined;
  const program = join(folder, worker.replace(".", "-"));
  const { status, stderr } = spawnSync(compiler, [...before, "-o", program, join(workers, worker), ...after], { encoding: "utf8" });
  expect(status, stderr).toBe(0);
  return `'${program}'`;
}

interface Ready {
  readonly worker: string;
  readonly needs: string;
  /** The command line; undefined where what it needs is not installed. */
  readonly command: () => string | undefined;
  readonly ids: readonly string[];
  readonly runs: number;
}

const python = (worker: string, imports: string) => () => {
  const found = pythonWith(imports);
  return found && `${found} '${join(workers, worker)}'`;
};

const ready: readonly Ready[] = [
  { worker: "layernorm_stdlib.py", needs: "python3", command: python("layernorm_stdlib.py", "pass"), ids: ["python-fp64", "python-fp32"], runs: 50 },
  { worker: "layernorm_numpy.py", needs: "python3 with numpy", command: python("layernorm_numpy.py", "import numpy"), ids: ["numpy-fp64", "numpy-fp32", "numpy-fp16"], runs: 50 },
  { worker: "layernorm.c", needs: "cc", command: () => compiled("cc", "layernorm.c", ["-O2", "-Wall", "-Wextra", "-Werror"], ["-lm"]), ids: ["c"], runs: 100 },
  { worker: "layernorm.rs", needs: "rustc", command: () => compiled("rustc", "layernorm.rs", ["-O", "-D", "warnings"]), ids: ["rust"], runs: 100 },
  { worker: "layernorm_text.sh", needs: "bash and awk", command: () => (works("bash", "-c", "echo | awk 1") ? `bash '${join(workers, "layernorm_text.sh")}'` : undefined), ids: ["awk"], runs: 12 },
];

describe("workers", () => {
  it.each(ready)("$worker passes (needs $needs)", async ({ command, needs, ids, runs }) => {
    const line = command();
    if (line === undefined) return console.warn(`skipped: ${needs} is not installed`);
    const kernels = await loadProcess({ command: line, callSeconds: 10 });
    expect(kernels.map(({ id }) => id)).toEqual(ids);
    for (const kernel of kernels) {
      const result = await verify(kernel, { seed: "workers", runs, runsMin: 1, seconds: 5, callSeconds: 10, elementsMax: 200, regressions: join(folder, "none") });
      expect(result.error).toBeUndefined();
      expect(result.properties.filter(({ status }) => status === "fail")).toEqual([]);
    }
    await kernels[0]!.dispose!();
  });

  it("layernorm_torch.py answers both passes, and says which form its gradients have (needs python3 with PyTorch)", async () => {
    const line = python("layernorm_torch.py", "import torch, numpy")();
    if (line === undefined) return console.warn("skipped: python3 with PyTorch is not installed");
    const kernels = await loadProcess({ command: `${line} cpu`, callSeconds: 20 });
    const kernel = kernels.find(({ id }) => id === "torch-cpu-fp32")!;
    // Whether PyTorch is right is for a run to say, and hangs on its version: this row is harmless.
    const batch = { rows: 2, cols: 3, x: Float64Array.of(1, 3, 4, 2, -2, 1), dy: Float64Array.of(1, 0, 2, 0.5, 2, -1), eps: Math.fround(1e-5), gamma: Float64Array.of(1, 2, -1), beta: undefined };
    const contract = resolveContract(kernel);
    expect(contract.gradient).toBe("folded");
    for (const given of [batch, { ...batch, gamma: undefined }]) {
      for (const property of await everyProperty()) {
        if (["oracle-agreement", "backward-agreement", "backward-parameters"].includes(property.id)) expect((await tryProperty(kernel, contract, property, given)).verdict.kind, property.id).toBe("holds");
      }
    }
    await kernel.dispose!();
  });

  it.each(readdirSync(workers))("%s fits on a page", (name) => {
    expect(readFileSync(join(workers, name), "utf8").trimEnd().split("\n").length).toBeLessThanOrEqual(40);
  });
});
