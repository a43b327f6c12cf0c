// LayerNorm as the textbook has it, in doubles: on benign rows its own error is far below any bound of a narrower format.

import type { Batch } from "../../src/oracle/row.ts";

export function textbook({ x, rows, cols, eps, gamma, beta }: Batch): number[] {
  return Array.from({ length: rows }, (_, r) => {
    const row = Array.from(x.subarray(r * cols, (r + 1) * cols));
    const mean = row.reduce((sum, value) => sum + value, 0) / cols;
    const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / cols;
    return row.map((value, c) => ((value - mean) / Math.sqrt(variance + eps)) * (gamma?.[c] ?? 1) + (beta?.[c] ?? 0));
  }).flat();
}
