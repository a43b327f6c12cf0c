// `normfuzz list`: what there is, one line each.

import { allEngines, allFamilies, builtinImplementations, engineModels, everyProperty } from "../campaign/catalogue.ts";
import { missingOf } from "../engines/missing.ts";
import type { Engine } from "../engines/engine.ts";
import { type Io, widthOf } from "./io.ts";

export async function list(io: Io): Promise<void> {
  const [implementations, models, engines, properties, families] = await Promise.all([builtinImplementations(), engineModels(), allEngines(), everyProperty(), allFamilies()]);
  section(io, "Implementations", implementations.map(({ id, description = "", backward }) => [id, backward === undefined ? description : `with gradients; ${description}`]));
  section(io, "Models of engines", models.map(({ id, description }) => [id, description ?? ""]));
  section(io, "Engines", engines.flatMap(engineLines));
  for (const [title, pass] of [["Properties", undefined], ["Properties of the backward pass", "backward"]] as const) {
    section(io, title, properties.filter((one) => one.pass === pass).map(({ id, statement }) => [id, statement]));
  }
  section(io, "Row families", families.map(({ id, description }) => [id, description]));
}

function engineLines(engine: Engine): (readonly [string, string])[] {
  const { description, implementations } = engine;
  return implementations.map(({ id }) => {
    const missing = missingOf(engine, id);
    return [id, missing === undefined ? description : `${description} (not here: ${missing})`];
  });
}

function section(io: Io, title: string, lines: readonly (readonly [string, string])[]): void {
  const width = Math.max(...lines.map(([id]) => id.length)) + 2;
  const room = Math.max(40, widthOf(io) - width - 2);
  io.stdout.write(`${title}\n`);
  for (const [id, text] of lines) io.stdout.write(`  ${id.padEnd(width)}${text.length > room ? `${text.slice(0, room - 1)}…` : text}\n`);
  io.stdout.write("\n");
}
