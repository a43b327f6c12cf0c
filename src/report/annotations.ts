// The lines by which a GitHub workflow marks a violation on the page of the pull request, with the escapes that workflow commands
// want: a message of a kernel must not be able to start a command of its own.

import { cardText, violationCard } from "./card.ts";
import type { RunReport } from "./model.ts";
import { plainText } from "./plain-text.ts";

/** Columns of the text in an annotation. */
const width = 100;

/** One `::error` line for each violation, broken regression and implementation that could not be judged; empty when there is none. */
export function annotations({ results }: RunReport): string {
  const lines = results.flatMap((result) => {
    const errors = result.verdict === "error" ? [command("error", {}, `${result.implementation} could not be judged`, plainText(result.error ?? ""))] : [];
    const failures = (result.regressions?.failures ?? []).map(({ file, message }) => command("error", { file }, `regression of ${result.implementation}`, plainText(message)));
    const violations = result.properties
      .filter(({ status }) => status === "fail")
      .map((property) => {
        const card = violationCard(result, property, width);
        return command("error", { file: property.fixture }, card.title, cardText(card));
      });
    return [...errors, ...failures, ...violations];
  });
  return lines.map((line) => `${line}\n`).join("");
}

function command(name: string, properties: { readonly file?: string | undefined }, title: string, message: string): string {
  const file = properties.file === undefined ? "" : `file=${escapeProperty(plainText(properties.file))},`;
  return `::${name} ${file}title=${escapeProperty(plainText(title))}::${escapeData(message)}`;
}

// The escapes of actions/toolkit, packages/core/src/command.ts.
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
