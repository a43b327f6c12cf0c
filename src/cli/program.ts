// The commands and their options, as commander reads them. What a command needs is loaded when it is called: drawing a report needs no search.

import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { isForPeople } from "../campaign/error-for-people.ts";
import { version } from "../campaign/version.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import type { Io } from "./io.ts";

/** Runs the command and returns its exit code; every error becomes one message on stderr. */
export async function runCli(words: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = exitCodes.pass;
  const program = new Command("normfuzz")
    .description("Verifies LayerNorm implementations: derived tolerances, an exact oracle, counterexamples that fit on a line.")
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) })
    .showHelpAfterError("(normfuzz --help shows the commands)");

  program
    .command("verify")
    .description("verify implementations: ids of built-ins or engines, modules (.ts .js .mjs …), .onnx models, .wgsl shaders, folders; none: all that there are")
    .argument("[implementations...]")
    .addOption(new Option("--runs <n>", "batches per implementation").argParser(positiveInteger).env("NORMFUZZ_RUNS"))
    .addOption(new Option("--seconds <s>", "time per implementation").argParser(positiveNumber).env("NORMFUZZ_SECONDS"))
    .addOption(new Option("--seed <text>", "the same seed gives the same rows").env("NORMFUZZ_SEED"))
    .addOption(new Option("--property <id...>", "judge only these properties").env("NORMFUZZ_PROPERTY"))
    .addOption(new Option("--report <dir>", "folder for the reports").default("reports").env("NORMFUZZ_REPORT"))
    .addOption(new Option("--json <file>", "write the report as JSON to this file too").env("NORMFUZZ_JSON"))
    .addOption(new Option("--regressions <dir>", "folder of regression fixtures").default("regressions").env("NORMFUZZ_REGRESSIONS"))
    .addOption(
      new Option("--profile <name>", "pr: fixed seed, known failures expected; nightly: fresh seed, long; local: fresh seed, seconds (default: pr under CI, else local)")
        .choices(["local", "pr", "nightly"])
        .env("NORMFUZZ_PROFILE"),
    )
    .addOption(new Option("--call-seconds <s>", "time after which a call counts as not answered").argParser(positiveNumber).env("NORMFUZZ_CALL_SECONDS"))
    .addOption(new Option("--strict", "impossible values beyond the contract count as violations").env("NORMFUZZ_STRICT"))
    .addOption(new Option("--exec <command>", "a program that answers over standard input and output (docs/protocol.md); may be given several times").argParser(collected))
    .addOption(new Option("--browser <api>", "engines that run in a headless Chromium on this API, or those named, or .wgsl shaders (docs/webgpu.md)").choices(["webgpu"]))
    .addOption(new Option("--format <ids>", "of the formats that such a program offers, only these").argParser(formats))
    .addOption(new Option("--memory-megabytes <n>", "what such a program may use (default: 4096)").argParser(positiveInteger).env("NORMFUZZ_MEMORY_MEGABYTES"))
    .action(async (implementations: string[], options) => {
      code = await (await import("./verify.ts")).verifyCommand(implementations, options, io);
    });

  program
    .command("hunt")
    .description("search for the worst rows of an implementation, by κ and magnitude")
    .argument("<implementation>", "what verify takes")
    .addOption(new Option("--seconds <s>", "time per implementation").argParser(positiveNumber).default(60).env("NORMFUZZ_SECONDS"))
    .addOption(new Option("--objective <name>", "margin: error ÷ tolerance, inside the contract; ulps: of the output's scale, also beyond it").choices(["margin", "ulps"]).default("margin"))
    .addOption(new Option("--seed <text>", "the same seed looks at the same rows").env("NORMFUZZ_SEED"))
    .addOption(new Option("--runs <n>", "end after so many batches, whatever the time").argParser(positiveInteger).env("NORMFUZZ_RUNS"))
    .addOption(new Option("--json <file>", "write the map, with the worst row of every cell, to this file").env("NORMFUZZ_JSON"))
    .addOption(new Option("--call-seconds <s>", "time after which a call counts as not answered").argParser(positiveNumber).env("NORMFUZZ_CALL_SECONDS"))
    .action(async (implementation: string, options) => {
      code = await (await import("./hunt.ts")).huntCommand(implementation, options, io);
    });

  program
    .command("fingerprint")
    .description("say which known kernel an implementation is, bit for bit, or of which family its errors are")
    .argument("<implementation>", "what verify takes")
    .addOption(new Option("--json <file>", "write the fingerprint, with its numbers, to this file"))
    .addOption(new Option("--call-seconds <s>", "time after which a call counts as not answered").argParser(positiveNumber).env("NORMFUZZ_CALL_SECONDS"))
    .action(async (implementation: string, options) => {
      code = await (await import("./fingerprint.ts")).fingerprintCommand(implementation, options, io);
    });

  program
    .command("scoreboard")
    .description("lay every engine that is installed, and models of other versions, side by side: grade, safe region, worst rows, algorithm, time")
    .argument("[implementations...]", "what verify takes")
    .addOption(new Option("--runs <n>", "batches per implementation").argParser(positiveInteger).env("NORMFUZZ_RUNS"))
    .addOption(new Option("--seconds <s>", "time per implementation").argParser(positiveNumber).env("NORMFUZZ_SECONDS"))
    .addOption(new Option("--seed <text>", "the same seed gives the same rows").env("NORMFUZZ_SEED"))
    .addOption(new Option("--write <file>", "write the page, Markdown, to this file (default: engines.md in the report folder)"))
    .addOption(new Option("--report <dir>", "folder for the reports").default("reports").env("NORMFUZZ_REPORT"))
    .addOption(new Option("--json <file>", "write the scoreboard as JSON to this file").env("NORMFUZZ_JSON"))
    .addOption(new Option("--with <files...>", "JSON of scoreboards of other machines or versions, to stand on the same page"))
    .addOption(new Option("--regressions <dir>", "folder of regression fixtures: rows of engines are kept there by version").default("regressions").env("NORMFUZZ_REGRESSIONS"))
    .addOption(new Option("--call-seconds <s>", "time after which a call counts as not answered").argParser(positiveNumber).env("NORMFUZZ_CALL_SECONDS"))
    .action(async (implementations: string[], options) => {
      code = await (await import("./scoreboard.ts")).scoreboardCommand(implementations, options, io);
    });

  program
    .command("prove")
    .description("try every row of a few values of a small format on one implementation, on all cores; a run that was ended is continued")
    .argument("<implementation>")
    .addOption(new Option("--format <id>", "format of the values: fp16, bf16, fp8-e4m3, fp8-e5m2 (default: the storage format)"))
    .addOption(new Option("--cols <n>", "values of a row").argParser(positiveInteger).default(2))
    .addOption(new Option("--eps <x>", "ε, rounded to fp32").argParser(epsilon).default(1e-5))
    .addOption(new Option("--workers <n>", "threads (default: one for each core)").argParser(positiveInteger))
    .addOption(new Option("--state <file>", "journal of what is done (default: in the folder of reports, proofs/)"))
    .addOption(new Option("--restart", "begin anew, whatever the journal says"))
    .addOption(new Option("--report <dir>", "folder of the reports; the record goes to proofs/ in it").default("reports").env("NORMFUZZ_REPORT"))
    .addOption(new Option("--json <file>", "write the record to this file too").env("NORMFUZZ_JSON"))
    .addOption(new Option("--call-seconds <s>", "time after which a call counts as not answered").argParser(positiveNumber).env("NORMFUZZ_CALL_SECONDS"))
    .addOption(new Option("--yes", "begin even what will take days"))
    .action(async (implementation: string, options) => {
      code = await (await import("./prove.ts")).proveCommand(implementation, options, io);
    });

  program
    .command("replay")
    .description("reproduce counterexamples and explain them: fixture files or folders of them")
    .argument("<fixtures...>")
    .addOption(new Option("--implementation <target>", "where the implementation is, when it is not a built-in or an engine: a module or an .onnx model"))
    .action(async (paths: string[], options) => {
      code = await (await import("./replay.ts")).replayCommand(paths, options, io);
    });

  program
    .command("report")
    .description("draw every report file again from a report.json, and print the report")
    .argument("<file>", "a report.json, or the folder that it is in")
    .addOption(new Option("--report <dir>", "folder for the reports (default: that of the file)").env("NORMFUZZ_REPORT"))
    .action(async (file: string, options) => {
      code = await (await import("./report.ts")).reportCommand(file, options, io);
    });

  program
    .command("compare")
    .description("what changed between two runs: newly violated, fixed, other causes, margins that moved")
    .argument("<before>", "report.json of the earlier run, or its folder")
    .argument("<after>", "report.json of the later run, or its folder")
    .addOption(new Option("--markdown <file>", "write the comparison as Markdown to this file too"))
    .addOption(new Option("--factor <x>", "a margin has moved when it is so many times what it was").argParser(aboveOne).default(1.25))
    .action(async (before: string, after: string, options) => {
      code = await (await import("./compare.ts")).compareCommand(before, after, options, io);
    });

  program
    .command("list")
    .description("implementations, properties and row families, with one line each")
    .action(async () => {
      await (await import("./list.ts")).list(io);
    });

  try {
    await program.parseAsync([...words], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.pass : exitCodes.usage;
    if (!isForPeople(error)) throw error;
    io.stderr.write(`normfuzz: ${(error as Error).message}\n`);
    return exitCodes.usage;
  }
}

function collected(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

function formats(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError("give a whole number of at least 1.");
  return value;
}

function epsilon(text: string): number {
  const value = Number(text);
  if (!(text.trim() !== "" && value >= 0 && Math.fround(value) < Number.POSITIVE_INFINITY)) throw new InvalidArgumentError("give a number of at least 0.");
  return value;
}

function aboveOne(text: string): number {
  const value = Number(text);
  if (!(value > 1 && value < Number.POSITIVE_INFINITY)) throw new InvalidArgumentError("give a number above 1.");
  return value;
}

function positiveNumber(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) throw new InvalidArgumentError("give a number above 0.");
  return value;
}
