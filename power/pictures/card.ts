// The card that the README shows, as a terminal and as a page show it: of a kernel that everybody has written once, verified as its author would.

import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { findChromium } from "../../src/engines/browser/find-chromium.ts";

const kernel = "one-pass.mjs";
const property = "finite-output";
const cause = "E[x²] − E[x]² cancels";

export interface Card {
  /** From the line of the violation to the command that replays it. */
  readonly text: string;
  /** Of the same card in reports/report.html, as a PNG. */
  readonly png: Buffer;
}

/** Runs the built command in a folder of its own. Throws where the run does not come to a violation, or there is no Chromium. */
export async function drawCard(): Promise<Card> {
  const folder = mkdtempSync(join(tmpdir(), "normfuzz-pictures-"));
  try {
    copyFileSync(join("power/pictures", kernel), join(folder, kernel));
    const { CI: _, ...env } = process.env;
    const { stdout } = spawnSync(process.execPath, [resolve("dist/src/cli/main.js"), "verify", kernel, "--seed", "2026", "--seconds", "600"], { cwd: folder, encoding: "utf8", env: { ...env, NO_COLOR: "1", COLUMNS: "118" } });
    const text = new RegExp(`^✗ one-pass violates ${property}[\\s\\S]*?^ {2}replay .*$`, "m").exec(stdout)?.[0];
    if (text === undefined) throw new Error(`no violation of ${kernel} was shown:\n${stdout}`);
    return { text, png: await screenshot(join(folder, "reports/report.html")) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function screenshot(page: string): Promise<Buffer> {
  const started = await chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox"] });
  try {
    const tab = await started.newPage({ viewport: { width: 960, height: 900 }, deviceScaleFactor: 1 });
    await tab.goto(pathToFileURL(page).href);
    const card = tab.locator("details.card.fail", { has: tab.locator("h4", { hasText: property }), hasText: `Cause: ${cause}` }).first();
    if ((await card.getAttribute("open")) === null) await card.locator("summary").first().click();
    // The bar at the top stays where it is while the page is scrolled for the picture.
    await tab.addStyleTag({ content: ".bar{display:none!important}" });
    return await card.screenshot();
  } finally {
    await started.close();
  }
}
