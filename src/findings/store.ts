// Fixtures on disk: regressions/<implementation>/<property>.<hash>.json, of engines regressions/<implementation>@<version>/…. A file is there complete or not at all, and no id can name
// a place outside the folder.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { versionPattern } from "../contract/validate.ts";
import type { Counterexample } from "./counterexample.ts";
import { FixtureError } from "./fixture-error.ts";
import { fixtureName, fixtureText, parseFixture } from "./fixture.ts";
import { idPattern, propertyPattern } from "./fixture-schema.ts";
import { writeAtomically } from "./write-atomically.ts";

export interface StoredFixture {
  readonly file: string;
  readonly counterexample: Counterexample;
}

export interface StoredFixtures {
  /** In the order of their paths. */
  readonly fixtures: readonly StoredFixture[];
  /** Files that could not be read; the others are still good. */
  readonly errors: readonly FixtureError[];
}

/**
 * Every fixture below a folder, or the one fixture that the path names. A folder that does not exist holds none; a file that is
 * wrong is among the errors.
 */
export function readFixtures(path: string): StoredFixtures {
  const fixtures: StoredFixture[] = [];
  const errors: FixtureError[] = [];
  for (const file of fixtureFiles(path)) {
    try {
      fixtures.push({ file, counterexample: readFixture(file) });
    } catch (error) {
      if (!(error instanceof FixtureError)) throw error;
      errors.push(error);
    }
  }
  return { fixtures, errors };
}

/** One fixture file. Throws a FixtureError. */
export function readFixture(file: string): Counterexample {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new FixtureError(file, "", `cannot be read (${(cause as Error).message})`, { cause });
  }
  return parseFixture(text, file);
}

/** The folder of fixtures of one version of an engine, beside those of implementations that have none. */
export function versionedFolder(implementation: string, version: string): string {
  return `${implementation}@${version}`;
}

/** Where writeFixture puts it, relative to the folder. Throws a RangeError for an id that is not kebab-case. */
export function fixturePath(counterexample: Counterexample): string {
  const { implementation, property, found } = counterexample;
  if (!idPattern.test(implementation)) throw new RangeError(`the implementation id ${JSON.stringify(implementation)} is not kebab-case: it names a folder`);
  if (!propertyPattern.test(property)) throw new RangeError(`the property id ${JSON.stringify(property)} is not kebab-case: it names a file`);
  if (found.engineVersion === undefined) return join(implementation, fixtureName(counterexample));
  if (!versionPattern.test(found.engineVersion)) throw new RangeError(`the version ${JSON.stringify(found.engineVersion)} has other characters than letters, digits and . + - _: it names a folder`);
  return join(versionedFolder(implementation, found.engineVersion), fixtureName(counterexample));
}

/**
 * Writes the fixture below the folder and returns its path. Atomic: a temporary file in the same folder, renamed. Throws a
 * FixtureError when the folder cannot be written.
 */
export function writeFixture(dir: string, counterexample: Counterexample): string {
  const file = join(dir, fixturePath(counterexample));
  try {
    writeAtomically(file, fixtureText(counterexample));
  } catch (cause) {
    throw new FixtureError(file, "", `cannot be written (${(cause as Error).message}); choose a folder that can be`, { cause });
  }
  return file;
}

/** How many fixture files there are of each other version of an engine than the one that is here. */
export function otherVersions(dir: string, implementation: string, version: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return counts;
  for (const name of readdirSync(dir).sort()) {
    const other = name.startsWith(`${implementation}@`) ? name.slice(implementation.length + 1) : version;
    const files = other === version ? [] : fixtureFiles(join(dir, name));
    if (files.length > 0) counts.set(other, files.length);
  }
  return counts;
}

function fixtureFiles(path: string): string[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return [];
  if (!stats.isDirectory()) return [path];
  const files: string[] = [];
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const below = join(path, entry.name);
    if (entry.isDirectory()) files.push(...fixtureFiles(below));
    else if (entry.isFile() && entry.name.endsWith(".json")) files.push(below);
  }
  return files.sort();
}
