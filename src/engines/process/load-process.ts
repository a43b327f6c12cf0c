// A program as implementations: one for each format that it offers, or for those that are asked for.

import { withIsolation } from "../../contract/isolation.ts";
import type { LayerNormImplementation, StorageFormatId } from "../../contract/implementation.ts";
import { PluginError } from "../../contract/plugin-error.ts";
import { validateImplementation } from "../../contract/validate.ts";
import { splitCommandLine } from "./command-line.ts";
import { StartFailure } from "./connection.ts";
import { gradientsOf } from "./gradients.ts";
import type { Handshake } from "./handshake.ts";
import { ProcessEngine } from "./process-engine.ts";

export interface ProcessOptions {
  /** As people write it: "python3 my_kernel.py". */
  readonly command: string;
  /** Program and arguments; absent: those of the command. */
  readonly words?: readonly string[];
  /** Formats to take of those offered; absent: all. */
  readonly formats?: readonly string[] | undefined;
  /** Seconds that a call may take. */
  readonly callSeconds: number;
  readonly memoryMegabytes?: number | undefined;
  /** Called with what the program says of itself. */
  readonly onHandshake?: (handshake: Handshake) => void;
}

/** What a process and all that it started may use when nobody says otherwise: as much as a thread of ours. */
export const memoryMegabytesDefault = 4096;
/** Seconds from the start of a program to its handshake: PyTorch with CUDA takes ten and more when its files are cold. */
const startSeconds = 60;

/** Throws a PluginError that names the program, what is wrong and the fix. */
export async function loadProcess({ command, words = splitCommandLine(command), formats, callSeconds, memoryMegabytes = memoryMegabytesDefault, onHandshake }: ProcessOptions): Promise<LayerNormImplementation[]> {
  const engine = new ProcessEngine({ words, callSeconds, memoryMegabytes, startSeconds });
  try {
    const handshake = await engine.start();
    onHandshake?.(handshake);
    return implementationsOf(engine, handshake, { command, formats });
  } catch (error) {
    await engine.end();
    if (error instanceof StartFailure) throw new PluginError(startMessage(error, words[0]!, command));
    throw error;
  }
}

function implementationsOf(engine: ProcessEngine, handshake: Handshake, { command, formats }: Pick<ProcessOptions, "command" | "formats">): LayerNormImplementation[] {
  const where = `--exec "${command}"`;
  const { name, version, description, fixed } = handshake;
  const offered = [...handshake.formats.keys()];
  const missing = formats?.find((format) => !offered.includes(format as StorageFormatId));
  if (missing !== undefined) throw new PluginError(`${where}: does not offer the format "${missing}": choose from ${offered.join(", ")}`);
  return offered
    .filter((format) => formats === undefined || formats.includes(format))
    .map((format) => {
      const implementation = validateImplementation(
        {
          // Named by all that it offers, so that a choice among them changes no name.
          id: offered.length === 1 ? name : `${name}-${format}`,
          format,
          description: [description || name, version, `(${command})`].filter((text) => text !== "").join(" "),
          contract: handshake.formats.get(format),
          ...(fixed === undefined ? {} : { fixed }),
          forward: (x: Float64Array, shape: Parameters<LayerNormImplementation["forward"]>[1]) => engine.call({ format, x, ...shape }),
          ...(handshake.backward ? { backward: backwardOf(engine, format) } : {}),
          dispose: () => engine.end(),
        },
        where,
      );
      return withIsolation(implementation, engine);
    });
}

function backwardOf(engine: ProcessEngine, format: StorageFormatId): NonNullable<LayerNormImplementation["backward"]> {
  return async (dy, x, shape) => gradientsOf(await engine.call({ format, x, dy, ...shape, beta: undefined }), shape.rows, shape.cols);
}

function startMessage({ message, code }: StartFailure, program: string, command: string): string {
  const where = `--exec "${command}"`;
  switch (code) {
    case undefined:
      return `${where}: it ${message}`;
    case "ENOENT":
      return `${where}: no such program: ${program} (looked for it ${/[/\\]/.test(program) ? "from the folder you are in" : "on the PATH; a program in this folder is ./" + program}; no shell reads the line)`;
    case "EACCES":
      return `${where}: ${program} is not executable: chmod +x it, or name its interpreter, for example --exec "python3 ${program}"`;
    case "ENOEXEC":
      return `${where}: ${program} is no program: begin it with a line such as #!/usr/bin/env python3, or name its interpreter, for example --exec "python3 ${program}"`;
    default:
      return `${where}: cannot be started: ${message}`;
  }
}
