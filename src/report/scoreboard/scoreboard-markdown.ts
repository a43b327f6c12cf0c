// The scoreboard as a page that is committed: how to read it, the table, every engine with the rows to remember it by, and what was not measured.

import { type Grade, gradeWords } from "../../campaign/scoreboard/grade.ts";
import { counted } from "../counted.ts";
import { code, details, fence, sections } from "../markdown-parts.ts";
import { marginText } from "../margin.ts";
import type { Scoreboard, ScoreboardEntry, ShownRow } from "./model.ts";
import { alignedRow, beyondSigns, beyondText, mapText, outcomeText, timeText, wholeMax } from "./words.ts";

export function scoreboardMarkdown(board: Scoreboard): string {
  const engines = board.entries.filter(({ model }) => !model);
  const models = board.entries.filter(({ model }) => model);
  return `${sections([
    "# Engines",
    intro(board),
    table(engines),
    legend(board.entries),
    models.length === 0 ? "" : sections(["### Models", "Kernels of these engines, of versions that need not be installed, reproduced to the last bit (`npm run models` compares them with an installed engine) and held to what the engines are held to. They run in JavaScript, so their times say nothing.", table(models, false)]),
    absentSection(board),
    "## How to read it",
    reading,
    engines.length === 0 ? "" : sections(["## Each engine", ...engines.map(entrySection)]),
    models.length === 0 ? "" : sections(["## Each model", ...models.map((entry) => details(`${entry.grade} ${entry.implementation}`, entryBody(entry)))]),
  ])}\n`;
}

function intro({ run, entries }: Scoreboard): string {
  const rows = entries.reduce((sum, entry) => sum + entry.rows, 0);
  return [
    "Every LayerNorm engine that could be run, on the same rows, against the same exact answers. The suite found every row on this page by itself.",
    `Written by ${code(run.command)} (normfuzz ${run.version}, ${run.platform}, Node ${run.node.replace(/^v/, "")}, ${run.startedAt.slice(0, 10)}; ${counted(rows, "row")} tried). It is never edited by hand.`,
  ].join("\n");
}

const heads = ["grade", "engine", "version", "worst error ÷ tolerance", "within 2 ulp for", "within 10⁻³ for", "beyond the contract", "time a row of 768"] as const;

function table(entries: readonly ScoreboardEntry[], timed = true): string {
  const columns = heads.slice(0, timed ? undefined : -1);
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const cells = (entry: ScoreboardEntry) => {
    const [two, relative] = entry.safe;
    return [
      `**${entry.grade}**`,
      code(entry.implementation),
      entry.model ? "model" : (entry.version ?? ""),
      entry.worst === undefined ? "" : marginText(entry.worst.margin),
      pipes(two?.text ?? "not measured here"),
      pipes(relative === undefined ? "not measured here" : relative.label === "0.001" ? relative.text : `${relative.text} (≤ ${relative.label})`),
      beyondSigns(entry) || "–",
      ...(timed ? [timeText(entry) || "not measured here"] : []),
    ];
  };
  return [line(columns), line(columns.map(() => "---")), ...entries.map((entry) => line(cells(entry)))].join("\n");
}

function pipes(text: string): string {
  return text.replaceAll("|", "\\|");
}

function legend(entries: readonly ScoreboardEntry[]): string {
  const used = (Object.keys(gradeWords) as Grade[]).filter((grade) => grade !== "-" || entries.some((entry) => entry.grade === grade));
  return used.map((grade) => `- **${grade}** ${gradeWords[grade]}`).join("\n");
}

const reading = `- **grade**: the worst that was seen decides. The contract of every engine is the widest there is (\`stable\`: what two-pass in any order, Welford and merged kernels can all promise, see [bounds.md](bounds.md)), so a C or a D is no matter of taste.
- **worst error ÷ tolerance**: over all rows that the contract says something about; above 1 is a violation. The tolerance is proved, so a value just below 1 is as good as another.
- **within … for**: the largest corner of magnitudes (largest |x| of the row) and condition numbers κ = √(1 + mean²/(variance + ε)) in which no row of eight values has a larger error; 2 ulp is of the storage format at the scale of the row's outputs, 10⁻³ is relative to that scale (10⁻² where the format is too coarse for a thousandth). "everywhere": on the whole map.
- **beyond the contract**: rows so ill-conditioned, or so near overflow, that no bound says anything about them. \`NaN\`: no number, or ±Infinity, where the answer is a number. \`0\`: every output silently zero (or β) where the answer is not. \`>√n\`: garbage larger than any LayerNorm of n values can be. \`off\`: wrong by a quarter of the scale or more.
- **time**: to the caller, for each row of 768 values in calls of 128 rows, the fastest of some dozens, on the machine that wrote this page: compare it within one page only. An engine behind a process pays for its pipe, as its user would.
- **version**: an engine is here more than once where other versions of it were measured apart and added with \`--with\`.
- **rows**: each is as simple as the shrinker could make it; x in decimals that name the value exactly, y and exact rounded to six digits. Where the backward pass is wrong one row more has the incoming gradient dy, and dx in the place of y; its scale is rstd·max|γ·dy|. ε is 1e-5 unless it is said. Rows that are kept as fixtures are replayed wherever the same version of the engine is installed: \`npx normfuzz replay FILE\`.`;

function absentSection({ absent }: Scoreboard): string {
  if (absent.length === 0) return "";
  const missing = absent.map(({ names, why }) => `- ${names.map(code).join(", ")}: not measured here. ${plainSentence(why)}`);
  return sections(["## Not measured here", missing.join("\n")]);
}

function plainSentence(text: string): string {
  return code(text);
}

function entrySection(entry: ScoreboardEntry): string {
  return sections([`### ${entry.implementation}${entry.version === undefined ? "" : ` ${entry.version}`}: ${entry.grade}`, entryBody(entry)]);
}

function entryBody(entry: ScoreboardEntry): string {
  const { description, error, violated, fingerprint, striking, worst } = entry;
  const facts = [
    code(description),
    ...(error === undefined ? [] : [`**Error**: ${code(error)}`]),
    `**Contract**: ${violated.length === 0 ? `kept on ${counted(entry.rows, "row")}` : `violated on some of ${counted(entry.rows, "row")}: ${violated.map(code).join(", ")}`}.`,
    `**Behaves as**: ${fingerprint === undefined ? "not measured here" : pipes(fingerprint)}.`,
    `**On its map**: ${pipes(mapText(entry))}. **Beyond the contract**: ${beyondText(entry)}.`,
  ];
  const nearest = worst?.row === undefined || worst.row.x.length > wholeMax ? [] : [`Worst row inside the contract, ${marginText(worst.margin)} times its tolerance:\n\n${rowFence(worst.row)}`];
  const rows = striking.map((one) => {
    const kept = one.fixture === undefined ? "" : ` ${code(one.fixture)}`;
    return `${one.beyond ? "Beyond the contract" : `Violates ${code(one.property)}`}: ${outcomeText(one)}${one.cause === undefined ? "" : ` (${one.cause})`}.${kept}\n\n${rowFence(one.row)}`;
  });
  return sections([facts.map((fact) => `- ${fact}`).join("\n"), ...rows, ...nearest]);
}

function rowFence(row: ShownRow): string {
  return fence(alignedRow(row).join("\n"));
}
