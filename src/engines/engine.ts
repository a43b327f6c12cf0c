// A LayerNorm that somebody else wrote and people install: its name on the command line, the implementations that it has, and the packages that
// they need. All of it is known without loading anything.

import type { LayerNormImplementation } from "../contract/implementation.ts";

export interface EngineImplementation {
  /** kebab-case, unique among all implementations. */
  readonly id: string;
  /** A package beyond those of the engine. Where an engine is asked for by its name, what needs one more is left out when that is not there. */
  readonly further?: string;
  /** Not every version, or not every machine (a feature of the GPU), has it: where the engine is asked for by its name, it is left out when it is not there. */
  readonly optional?: boolean;
}

export interface LoadOptions {
  /** Seconds that a call may take, of an engine that watches its calls itself. */
  readonly callSeconds?: number;
}

/** What a call gets where nobody says otherwise: of an engine that is loaded by hand, and in every profile. */
export const callSecondsDefault = 5;

export interface Engine {
  /** kebab-case, equal to the file's name; on the command line it means all implementations. */
  readonly id: string;
  /** One line for `normfuzz list`: which call is tested. */
  readonly description: string;
  readonly implementations: readonly EngineImplementation[];
  /** What all of them need of npm. Optional peers: never installed by us. */
  readonly packages: readonly string[];
  /** What is missing besides packages, with what to install, found without loading anything; undefined when nothing is known to be. */
  missing?(id: string): string | undefined;
  /** It is a program: it watches its own calls, and is started again when it is lost. */
  readonly program?: boolean;
  /** Runs in a browser that is held by a process of its own, and is started again when it is lost. */
  readonly browser?: true;
  /** Loads one of the implementations, by id. Throws EngineUnavailable, with the line that installs what is missing. */
  load(id: string, options?: LoadOptions): Promise<LayerNormImplementation>;
}
