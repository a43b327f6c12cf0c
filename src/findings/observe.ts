// Asks an implementation for its own stages: one more call of the batch that is to be explained, with an observer. What it tells is
// taken only where that call gives the same outputs: another computation would explain nothing.

import type { Call } from "../contract/call.ts";
import { hasColumns, type StageId, stageIds } from "../contract/stage.ts";
import { StageRecorder, type StageValues } from "../contract/stage-recorder.ts";
import { invoke } from "../contract/invoke.ts";
import type { LayerNormImplementation } from "../contract/implementation.ts";
import { sameValue } from "../contract/judge.ts";
import type { Format } from "../formats/format.ts";
import { isRepresentable } from "../formats/neighbours.ts";
import { answered } from "./answered.ts";
import type { Observed } from "./explain.ts";
import type { Stage } from "./hypotheses/trace.ts";
import { apart, type Loss, short } from "./hypotheses/traced-arithmetic.ts";

/** Elements of a batch that is called once more. */
const elementsMax = 2 ** 13;

const sums: ReadonlySet<StageId> = new Set<StageId>(["sum", "sum-of-squares", "sum-of-squares-of-x"]);

/** What the implementation had at its stages on row r of the call; undefined where it tells nothing that can be used. */
export async function observe(implementation: LayerNormImplementation, call: Call, r: number): Promise<Observed | undefined> {
  const { batch, contract, y } = call;
  const { rows, cols } = batch;
  if (call.failure !== undefined || r < 0 || r >= rows || rows * cols > elementsMax) return undefined;
  const recorder = new StageRecorder({ row: r, rows, cols });
  const again = await answered(invoke(implementation, contract, batch, { trace: recorder.observer }));
  const told = recorder.finish();
  if (again === undefined || again.failure !== undefined || told.size === 0 || !y.every((value, i) => sameValue(value, again.y[i]))) return undefined;
  const stages = stageIds.flatMap((id): Stage[] => {
    const value = id === "affine" ? call.row(r).y : told.get(id);
    return value === undefined ? [] : [{ id, value, ...(sums.has(id) ? { terms: cols } : {}) }];
  });
  return { stages, losses: losses(told, call, r) };
}

/** The narrowest format, of those that the implementation may work in, that holds every value it told. */
export function formatOfStages(stages: readonly Stage[], formats: readonly Format[]): Format {
  const holds = (format: Format) => stages.every(({ value }) => (typeof value === "number" ? fits(format, value) : value.every((one) => fits(format, one))));
  return formats.find(holds) ?? formats[formats.length - 1];
}

function fits(format: Format, value: number): boolean {
  return !Number.isFinite(value) || isRepresentable(format, value);
}

/** What can be seen from the values alone: where they end being numbers, become 0, or cancel. */
function losses(told: StageValues, call: Call, r: number): Loss[] {
  const { exact, row } = call.row(r);
  if (exact === undefined) return [];
  const { statistics } = exact;
  const found: Loss[] = [];
  const end = [...told].find(([, value]) => !(typeof value === "number" ? Number.isFinite(value) : value.every(Number.isFinite)));
  if (end !== undefined) {
    const [stage, value] = end;
    const element = typeof value === "number" ? undefined : value.findIndex((one) => !Number.isFinite(one));
    const given = typeof value === "number" ? value : value[element!];
    found.push({ stage, kind: Number.isNaN(given) ? "invalid" : "overflow", text: `${short(given)}, where the exact value is a number`, element });
  }
  const variance = told.get("variance");
  const meanSquare = told.get("mean-square-of-x");
  if (typeof variance === "number" && typeof meanSquare === "number" && Number.isFinite(variance) && Math.abs(variance) < meanSquare / 16) {
    const [given, right] = apart(variance, statistics.variance);
    found.push({ stage: "variance", kind: "cancellation", text: `E[x²] − mean² = ${given} is left of ${short(meanSquare)}, where ${right} is exact` });
  }
  for (const [stage, value] of told) {
    const wanted = stage === "epsilon" ? row.eps : stage === "variance" || stage === "sum-of-squares" ? statistics.variance : 0;
    if (value === 0 && wanted > 0 && !hasColumns(stage)) found.push({ stage, kind: "underflow", text: stage === "epsilon" ? `${short(row.eps)} becomes 0` : "0, where the exact value is positive" });
  }
  return found;
}
