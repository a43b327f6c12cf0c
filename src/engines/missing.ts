// Why an implementation of an engine cannot be loaded, found without loading anything.

import type { Engine } from "./engine.ts";
import { firstMissing } from "./load-peer.ts";

/** One line that says what to install; undefined when nothing is known to be missing. */
export function missingOf(engine: Engine, id: string): string | undefined {
  const further = engine.implementations.find((one) => one.id === id)?.further;
  return firstMissing([...engine.packages, ...(further === undefined ? [] : [further])]) ?? engine.missing?.(id);
}
