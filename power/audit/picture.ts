// The audit's curves as the picture of docs/power.md: a row for each format, the default contract beside the sharpest.

import { formatOf } from "../../src/formats/format-of.ts";
import { logLogSvg } from "../../src/report/figures/log-log.ts";
import type { ContractName, CurvePoint } from "./curve.ts";
import type { AuditedFormat } from "./section.ts";
import { ulpOf } from "./ulps.ts";

const subtitles: Readonly<Record<ContractName, string>> = { default: "default contract", sharpest: "two-pass, pairwise, centred" };

/** A file of its own. */
export function auditPicture(audited: readonly AuditedFormat[]): string {
  const panels = audited.flatMap(({ format, curves }) =>
    (Object.keys(subtitles) as ContractName[]).map((name) => ({ title: format, subtitle: `${subtitles[name]}; one line for each n`, lines: linesOf(curves[name], ulpOf(formatOf(format))) })),
  );
  return `${logLogSvg({ title: "What is sure to be caught", description: "The smallest error that is always caught, in ulps, over the condition number κ", xLabel: "κ", yLabel: "ulp", panels, columns: Object.keys(subtitles).length, standalone: true })}\n`;
}

function linesOf(points: readonly CurvePoint[], ulp: number) {
  return [...new Set(points.map(({ n }) => n))].map((n) => ({
    label: String(n),
    points: points.filter((point) => point.n === n).map(({ conditionNumber, always }) => ({ x: conditionNumber, y: always / ulp })),
  }));
}
