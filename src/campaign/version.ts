// The version of this package, read from its package.json: two folders up from the sources, three from the build.

import { existsSync, readFileSync } from "node:fs";

function readVersion(): string {
  const candidates = ["../../package.json", "../../../package.json"].map((path) => new URL(path, import.meta.url));
  const file = candidates.find((url) => existsSync(url));
  return file ? (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version : "unknown";
}

export const version = readVersion();
