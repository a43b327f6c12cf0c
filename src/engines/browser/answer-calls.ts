// The program's side of docs/protocol.md, over this process's own standard input and output.

import type { ForwardShape, StorageFormatId } from "../../contract/implementation.ts";

/** A call as it comes: its header, and the bytes of x, γ and β one behind the other. */
export interface CallHeader extends Pick<ForwardShape, "rows" | "cols" | "eps"> {
  readonly id: number;
  readonly format: StorageFormatId;
  /** Values of γ and β that follow x: cols, or 0 where there is none. */
  readonly gamma: number;
  readonly beta: number;
  readonly bytes: number;
}

/** Answers every call with the bytes of `forward`, or with what it rejects with; resolves when standard input has ended. */
export async function answerCalls(forward: (call: CallHeader, values: Buffer) => Promise<Buffer>): Promise<void> {
  let held: Buffer = Buffer.alloc(0);
  let header: CallHeader | undefined;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    for (;;) {
      if (header === undefined) {
        const end = held.indexOf("\n");
        if (end < 0) break;
        header = JSON.parse(held.toString("utf8", 0, end)) as CallHeader;
        held = held.subarray(end + 1);
      }
      if (held.length < header.bytes) break;
      void answer(header, held.subarray(0, header.bytes), forward);
      held = held.subarray(header.bytes);
      header = undefined;
    }
  }
}

async function answer(call: CallHeader, values: Buffer, forward: (call: CallHeader, values: Buffer) => Promise<Buffer>): Promise<void> {
  try {
    const y = await forward(call, values);
    process.stdout.write(Buffer.concat([Buffer.from(`${JSON.stringify({ id: call.id, bytes: y.length })}\n`), y]));
  } catch (error) {
    say({ id: call.id, error: error instanceof Error ? error.message : String(error) });
  }
}

/** A line of JSON on standard output. */
export function say(line: unknown): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
