// PyTorch as it is installed for some Python here, as an implementation for `npm run models`: one process that is asked a batch at a time.

import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import type { LayerNormImplementation } from "../../src/contract/implementation.ts";

const program = `
import json, sys, numpy, torch
torch.set_num_threads(1)
read = sys.stdin.buffer.read
tensor = lambda count: torch.from_numpy(numpy.frombuffer(read(4 * count), dtype=numpy.float32).copy())
while True:
    line = sys.stdin.buffer.readline()
    if not line: break
    call = json.loads(line)
    cols = call["cols"]
    x = tensor(call["rows"] * cols).reshape(-1, cols)
    gamma = tensor(cols) if call["gamma"] else None
    beta = tensor(cols) if call["beta"] else None
    y = torch.nn.functional.layer_norm(x, (cols,), gamma, beta, call["eps"])
    sys.stdout.buffer.write(y.contiguous().numpy().tobytes())
    sys.stdout.buffer.flush()
`;

/** torch.nn.functional.layer_norm in fp32 on the CPU, and its version; undefined where `python` has no torch. */
export function pytorch(python: string): { readonly version: string; readonly implementation: LayerNormImplementation } | undefined {
  const { status, stdout } = spawnSync(python, ["-c", "import torch; print(torch.__version__)"], { encoding: "utf8" });
  if (status !== 0) return undefined;
  let child: ChildProcessWithoutNullStreams | undefined;
  return {
    version: stdout.trim(),
    implementation: {
      id: "pytorch-fp32",
      format: "fp32",
      contract: { accumulator: "fp32" },
      forward(x, { rows, cols, eps, gamma, beta }) {
        child ??= spawn(python, ["-c", program]);
        const { stdin, stdout: answers } = child;
        stdin.write(`${JSON.stringify({ rows, cols, eps, gamma: gamma !== undefined, beta: beta !== undefined })}\n`);
        for (const values of [x, gamma, beta]) if (values) stdin.write(new Uint8Array(Float32Array.from(values).buffer));
        return new Promise((resolve) => {
          const bytes = Buffer.alloc(4 * x.length);
          let length = 0;
          const take = (chunk: Buffer) => {
            length += chunk.copy(bytes, length);
            if (length < bytes.length) return;
            answers.off("data", take);
            resolve(Float64Array.from(new Float32Array(bytes.buffer, bytes.byteOffset, x.length)));
          };
          answers.on("data", take);
        });
      },
      dispose: () => void child?.stdin.end(),
    },
  };
}
