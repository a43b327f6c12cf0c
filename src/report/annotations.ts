// The lines by which a GitHub workflow marks violations on the page of the pull request: one for each cause, at the implementation where
// that is a file, since GitHub shows ten of a step. A message of a kernel must not be able to start a command of its own.

import { cardText } from "./card.ts";
import type { ImplementationResult, RunReport } from "./model.ts";
import { plainText } from "./plain-text.ts";
import { type Folder, rootPath } from "./source-uri.ts";
import { causeLine, groupCard, type ViolationGroup, violationGroups } from "./violation-groups.ts";

/** Columns of the text in an annotation. */
const width = 100;

export interface AnnotationOptions {
  readonly folder: Folder;
}

interface Place {
  readonly file?: string | undefined;
  readonly line?: number | undefined;
}

/** `::error` for each cause, each broken regression and each implementation that could not be judged; empty when there is none. */
export function annotations({ results }: RunReport, { folder }: AnnotationOptions = { folder: "" }): string {
  const at = ({ file, line }: Place): Place => ({ file: file && rootPath(file, folder), line });
  const lines = results.flatMap((result) => {
    const { implementation, error, verdict, source, regressions } = result;
    const errors = verdict === "error" ? [command("error", at(source ?? {}), `${implementation} could not be judged`, plainText(error ?? ""))] : [];
    const failures = (regressions?.failures ?? []).map(({ file, message }) => command("error", at({ file }), `regression of ${implementation}`, plainText(message)));
    const violations = violationGroups(result)
      .filter(({ known }) => !known)
      .map((group) => command("error", at(source ?? { file: group.simplest.fixture }), titleOf(result, group), textOf(result, group)));
    return [...errors, ...failures, ...violations];
  });
  return lines.map((line) => `${line}\n`).join("");
}

function titleOf(result: ImplementationResult, group: ViolationGroup): string {
  const cause = causeLine(group);
  return cause === undefined ? groupCard(result, group, width).title : `${result.implementation}: ${cause}`;
}

function textOf(result: ImplementationResult, group: ViolationGroup): string {
  const card = groupCard(result, group, width);
  const others = group.properties.filter(({ property }) => property !== group.simplest.property).map(({ property }) => property);
  const also = others.length === 0 ? "" : `\nalso        ${plainText(others.join(", "))}`;
  const title = causeLine(group) === undefined ? "" : `${plainText(card.title)}\n`;
  return `${title}${cardText(card)}${also}${card.fixture === undefined ? "" : `\nfixture     ${plainText(card.fixture)}`}`;
}

function command(name: string, { file, line }: Place, title: string, message: string): string {
  const properties = [
    ...(file === undefined ? [] : [`file=${escapeProperty(plainText(file))}`]),
    ...(file === undefined || line === undefined ? [] : [`line=${line}`]),
    `title=${escapeProperty(plainText(title))}`,
  ];
  return `::${name} ${properties.join(",")}::${escapeData(message)}`;
}

// The escapes of actions/toolkit, packages/core/src/command.ts.
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
