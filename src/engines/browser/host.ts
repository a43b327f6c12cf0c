// A program of its own that holds a browser and speaks docs/protocol.md: so a shader that hangs, a GPU that is lost or a browser that crashes
// costs a process, which is started again like any other, and nothing of it outlives us.

import { answerCalls, type CallHeader, say } from "./answer-calls.ts";
import type { Job } from "./job.ts";
import { openPage } from "./open-page.ts";
import { startShader } from "./page-shader.ts";

declare const forward: (call: CallHeader, values: string) => Promise<string>;

const job = JSON.parse(process.argv[2]!) as Job;

async function main(): Promise<void> {
  const { browser, page } = await openPage(job, end);
  // Functions reach the page as text, and some compilers wrap each in a call of this name.
  await page.evaluate("globalThis.__name ??= (one) => one");
  await page.exposeFunction("normfuzzLost", end);
  const { file, header } = job;
  const ready = await page.evaluate(startShader, { source: job.source, header });
  if ("error" in ready) return refuse(`${file}: ${ready.error}`);
  say({ normfuzz: 1, name: header.id, description: `${file} on WebGPU (${ready.adapter}), Chromium ${browser.version()}`, formats: [header.format] });
  await answerCalls(async (call, values) => {
    const y = await page.evaluate(([one, text]) => forward(one, text), [call, values.toString("base64")] as const);
    return Buffer.from(y, "base64");
  });
  await browser.close();
  process.exit(0);
}

/** The last words: they are shown with the call that was lost. */
function end(how: string): void {
  process.stderr.write(`${how}\n`, () => process.exit(1));
}

function refuse(error: string): void {
  process.stdout.write(`${JSON.stringify({ normfuzz: 1, error })}\n`, () => process.exit(1));
}

main().catch((error: unknown) => refuse(`Chromium cannot be used: ${(error instanceof Error ? error.message : String(error)).split("\n")[0]!}`));
