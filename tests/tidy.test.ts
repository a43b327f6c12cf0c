// The shape of the repository, enforced: the import law, small files that say why they exist, units named after their files.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "..");
const order = ["formats", "oracle", "bounds", "rows", "contract", "impls", "engines", "findings", "campaign", "report", "cli"];
/** Folders at the same level may not import each other. */
const level = (folder: string) => (folder === "engines" ? order.indexOf("impls") : order.indexOf(folder));
const mayTouchTheWorld = new Set(["cli", "engines", "findings", "campaign"]);
const worldly = /from "node:(fs|os|path|process|child_process|worker_threads|module|url)/;
const linesMax = 300;

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name));
}

const files = ["src", "properties", "faults", "tests", "bench", "power", "claims", "regressions"].flatMap(sources);
const text = (file: string) => readFileSync(join(root, file), "utf8");

function imports(file: string): string[] {
  const specifiers = [...text(file).matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)].map((match) => match[1]!);
  return specifiers.map((specifier) => relative(root, resolve(root, dirname(file), specifier)));
}

describe("the import law", () => {
  const lawful = files.filter((file) => file.startsWith("src/") && file.split("/").length > 2);
  it.each(lawful)("%s imports only what stands left of its folder", (file) => {
    const own = file.split("/")[1]!;
    expect(order).toContain(own);
    for (const imported of imports(file)) {
      const [top, folder] = imported.split("/");
      expect(top, imported).toBe("src");
      if (folder !== own) expect(level(folder!), `${imported} is not left of ${own}`).toBeLessThan(level(own));
    }
    if (!mayTouchTheWorld.has(own)) expect(text(file)).not.toMatch(worldly);
  });

  it.each(files.filter((file) => /^properties\/[^/]+\.ts$/.test(file) && !file.endsWith(".test.ts")))("%s imports contract and what stands left of it", (file) => {
    expect(text(file)).not.toContain('"vitest"');
    for (const imported of imports(file)) {
      if (imported.startsWith("properties/")) continue;
      expect(level(imported.split("/")[1]!), imported).toBeLessThanOrEqual(order.indexOf("contract"));
    }
  });
});

describe("every file", () => {
  it.each(files)("%s is short and says why it exists", (file) => {
    const lines = text(file).split("\n");
    expect(lines.length).toBeLessThanOrEqual(linesMax);
    const first = lines.find((line) => !line.startsWith("#!"))!;
    expect(first).toMatch(/^\/\/ \S/);
  });
});

describe("units are named after their files", () => {
  const unitFolders = ["src/impls", "src/impls/models", "src/engines/installed", "src/rows/families", "properties", "properties/backward", "faults", "faults/backward", "power/controls", "power/peers", "claims"];
  const units = unitFolders.flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !(folder === "power/peers" && name === "peer.ts") && !(folder === "claims" && !/^\d/.test(name)))
      .map((name) => ({ file: join(folder, name), id: name.slice(0, -3) })),
  );
  it.each(units)("$file has the id $id", async ({ file, id }) => {
    const module: { default: { id: string } } = await import(join(root, file));
    expect(module.default.id).toBe(id);
  });
});
