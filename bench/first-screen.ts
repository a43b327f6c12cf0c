// How soon a page from disk shows something in Chromium, as the browser itself tells.

import { pathToFileURL } from "node:url";
import { findChromium } from "../src/engines/browser/find-chromium.ts";

/** Openings of the page: what else the machine does must not be what is measured. */
const rounds = 5;

/** The best of some openings; undefined where there is no Chromium. */
export async function firstScreenSeconds(file: string): Promise<number | undefined> {
  let executablePath: string;
  try {
    executablePath = findChromium();
  } catch {
    return undefined;
  }
  const { chromium } = await import("playwright-core");
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    let best = Infinity;
    for (let round = 0; round < rounds; round++) {
      await page.goto(pathToFileURL(file).href);
      await page.waitForFunction('performance.getEntriesByName("first-contentful-paint").length > 0');
      best = Math.min(best, (await page.evaluate('performance.getEntriesByName("first-contentful-paint")[0].startTime')) as number);
    }
    return best / 1000;
  } finally {
    await browser.close();
  }
}
