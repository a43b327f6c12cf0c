// `normfuzz list`: what there is, one line each.

import { allFamilies, everyProperty, builtinImplementations } from "../campaign/catalogue.ts";
import { onnxruntimeIds } from "../engines/onnxruntime.ts";
import { type Io, widthOf } from "./io.ts";

export async function list(io: Io): Promise<void> {
  const [implementations, properties, families] = await Promise.all([builtinImplementations(), everyProperty(), allFamilies()]);
  section(io, "Implementations", implementations.map(({ id, description }) => [id, description ?? ""]));
  section(io, "Engines", onnxruntimeIds.map((id) => [id, "ONNX Runtime's LayerNormalization on the CPU, where onnxruntime-node is installed"]));
  section(io, "Properties", properties.map(({ id, statement }) => [id, statement]));
  section(io, "Row families", families.map(({ id, description }) => [id, description]));
}

function section(io: Io, title: string, lines: readonly (readonly [string, string])[]): void {
  const width = Math.max(...lines.map(([id]) => id.length)) + 2;
  const room = Math.max(40, widthOf(io) - width - 2);
  io.stdout.write(`${title}\n`);
  for (const [id, text] of lines) io.stdout.write(`  ${id.padEnd(width)}${text.length > room ? `${text.slice(0, room - 1)}…` : text}\n`);
  io.stdout.write("\n");
}
