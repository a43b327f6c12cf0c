// Where we run, as far as it decides which code of an engine runs: engines choose kernels by processor.

import { arch, platform as system } from "node:os";

/** "linux x64" */
export function platform(): string {
  return `${system()} ${arch()}`;
}
