// The HTML report in a real Chromium, from a file as people open it: reading, filtering, copying, keys, paper, and that nothing leaves the
// page or runs in it that is not ours.

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { reportHtml } from "../../src/report/html/report-html.ts";
import { poisoned, sampleReport } from "../report/sample-report.ts";
import { chromiumPath, launch, noChromium } from "./chromium.ts";

// What runs in the page is written here, and typed loosely: the types of the DOM would become global for all of the sources.
declare const document: any, navigator: any, location: any, innerHeight: number, getComputedStyle: (element: any) => any, scrollTo: (x: number, y: number) => void;

if (chromiumPath === undefined) console.warn(`tests/browser: skipped: ${noChromium}`);

const folder = mkdtempSync(join(tmpdir(), "normfuzz-page-"));
const report = await sampleReport();

function address(name: string, text: string): string {
  const file = join(folder, `${name}.html`);
  writeFileSync(file, text);
  return pathToFileURL(file).href;
}

const url = address("report", reportHtml(report));

describe.skipIf(chromiumPath === undefined)(`the report in Chromium${chromiumPath === undefined ? ` (${noChromium})` : ""}`, () => {
  let browser: Browser;
  let context: BrowserContext;
  /** What no page may do. */
  let troubles: string[];

  async function open(at: string, options: Parameters<Browser["newContext"]>[0] = {}): Promise<Page> {
    context = await browser.newContext({ viewport: { width: 1280, height: 900 }, permissions: ["clipboard-read", "clipboard-write"], ...options });
    const page = await context.newPage();
    page.on("console", (message) => troubles.push(`console ${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => troubles.push(`error: ${error.message}`));
    page.on("dialog", (dialog) => troubles.push(`dialog: ${dialog.message()}`));
    const leaves = (to: string) => to.split("#")[0] !== at.split("#")[0];
    page.on("requestfinished", (request) => void (leaves(request.url()) && troubles.push(`request: ${request.url()}`)));
    // One that the page's policy stopped has not left it.
    page.on("requestfailed", (request) => void (leaves(request.url()) && request.failure()?.errorText !== "csp" && troubles.push(`request: ${request.url()}`)));
    await page.goto(at);
    return page;
  }

  beforeAll(async () => {
    browser = await launch();
    troubles = [];
  });
  afterEach(async () => {
    await context?.close();
    expect(troubles.splice(0)).toEqual([]);
  });
  afterAll(() => browser?.close());

  /** Scrolling takes its time. */
  const comesIntoView = (page: Page, id: string) =>
    page.waitForFunction((name) => {
      const { top } = document.getElementById(name).getBoundingClientRect();
      return top >= 0 && top < innerHeight / 2;
    }, id);
  const isOpen = (page: Page, id: string) => page.evaluate((name) => document.getElementById(name).open, id);
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim().replace(/\s+/g, " ") ?? "");

  it("goes from a cell to the card to the raw bits", async () => {
    const page = await open(url);
    await page.click('.glance a[aria-label^="not-collapsed: violated"]');
    const id = "naive-fp16.not-collapsed";
    await page.waitForFunction((name) => document.getElementById(name).open, id);
    expect(page.url()).toMatch(/#naive-fp16\.not-collapsed$/);
    await comesIntoView(page, id);
    expect(await focused(page)).toContain("not-collapsed");
    await page.click(`[id="${id}"] .raw summary`);
    expect(await page.innerText(`[id="${id}"] .raw pre`)).toContain("0x5cb0 300");
  });

  it("opens what an address points to, in a section that was closed too", async () => {
    const page = await open(`${url}#one-pass.beyond-too-large`);
    expect(await isOpen(page, "one-pass.beyond-too-large")).toBe(true);
    await comesIntoView(page, "one-pass.beyond-too-large");
    await page.goto(`${url}#two-pass-sequential-1`);
    await page.waitForFunction(() => (document.getElementById("two-pass-sequential-1")).open);
  });

  it("filters by name, property, cause and verdict, and shows everything again", async () => {
    const page = await open(url);
    const shown = () => page.evaluate(() => [...document.querySelectorAll(".implementation:not([hidden])")].map(({ id }: any) => id));
    await page.fill("#filter", "overflow-of-squares");
    expect(await shown()).toEqual(["naive-fp16"]);
    expect(await page.innerText("#shown")).toBe("1 of 6 implementations shown");
    expect(await page.locator(".glance tbody tr:visible").count()).toBe(1);
    await page.fill("#filter", "two-pass sequential-2");
    expect(await shown()).toEqual(["two-pass-sequential-2"]);
    await page.press("#filter", "Escape");
    expect(await shown()).toHaveLength(6);
    await page.click('[data-kind="known"]');
    expect(await shown()).toEqual(["one-pass"]);
    expect(await page.getAttribute('[data-kind="known"]', "aria-pressed")).toBe("true");
    // A link to something that is filtered away shows it.
    await page.evaluate(() => (location.hash = "#naive-fp16.finite-output"));
    await page.waitForFunction(() => !document.getElementById("naive-fp16").hidden);
    expect(await shown()).toHaveLength(6);
  });

  it("copies every snippet, exactly", async () => {
    const page = await open(url);
    for (const kind of ["replay", "ts", "py", "c", "hex"]) {
      const id = `naive-fp16.finite-output.${kind}`;
      const button = page.locator(`[data-copy="${id}"]`);
      const name = await button.innerText();
      await button.click();
      await page.waitForFunction((of) => document.querySelector(`[data-copy="${of}"]`).textContent === "copied", id);
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await page.evaluate((of) => document.getElementById(of).textContent, id));
      expect(await page.textContent("#live")).toBe(`${name} copied`);
    }
    await page.waitForFunction(() => document.querySelector('[data-copy="naive-fp16.finite-output.hex"]').textContent === "hex bits");
  });

  it("copies without a clipboard to write to", async () => {
    const page = await open(url);
    await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
    await page.click('[data-copy="naive-fp16.finite-output.hex"]');
    await page.waitForFunction(() => document.querySelector('[data-copy="naive-fp16.finite-output.hex"]').textContent === "copied");
  });

  it("works with keys alone", async () => {
    const page = await open(url, { reducedMotion: "reduce" });
    await page.keyboard.press("/");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("filter");
    await page.keyboard.type("jt/");
    expect(await page.inputValue("#filter")).toBe("jt/");
    await page.keyboard.press("Escape");
    await page.evaluate(() => scrollTo(0, 0));
    await page.keyboard.press("j");
    expect(await focused(page)).toContain("broken");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    expect(await focused(page)).toContain("naive-fp16");
    await page.keyboard.press("k");
    await page.locator('.glance a[aria-label^="finite-output"]').focus();
    await page.keyboard.press("ArrowRight");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toMatch(/^not-collapsed: violated/);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => (document.getElementById("naive-fp16.not-collapsed")).open);
    await page.keyboard.press("e");
    expect(await page.locator("details.card:not([open])").count()).toBe(0);
    await page.keyboard.press("?");
    expect(await isOpen(page, "keys")).toBe(true);
    await page.uncheck("#keys-on");
    await page.keyboard.press("t");
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBeUndefined();
  });

  it("reaches everything by tabs, with a focus that can be seen, the skip link first", async () => {
    const page = await open(url);
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("Skip to the verdicts");
    await page.keyboard.press("Tab");
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
    expect(outline).toBe("solid");
  });

  it("follows the reader's theme and changes it on request, for as long as the file is there", async () => {
    const paper = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const page = await open(url, { colorScheme: "dark" });
    const dark = await paper(page);
    await page.click("#theme");
    expect(await paper(page)).toBe("rgb(255, 255, 255)");
    await page.reload();
    expect(await paper(page)).toBe("rgb(255, 255, 255)");
    await page.click("#theme");
    expect(await paper(page)).toBe(dark);
  });

  it.each(["light", "dark"] as const)("has text in the theme %s that can be read: a contrast of 4.5 or more", async (colorScheme) => {
    const page = await open(url, { colorScheme });
    const poor = await page.evaluate(() => {
      const parse = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
      const luminance = ([r, g, b]: number[]) => {
        const [x, y, z] = [r!, g!, b!].map((value) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * x! + 0.7152 * y! + 0.0722 * z!;
      };
      const ground = (element: any): number[] => {
        for (let one: any = element; one; one = one.parentElement) {
          const [r, g, b, a = 1] = parse(getComputedStyle(one).backgroundColor);
          if (a > 0.99) return [r!, g!, b!];
        }
        return [255, 255, 255];
      };
      const found: string[] = [];
      for (const element of document.querySelectorAll("main *, header *, footer *")) {
        const text = [...element.childNodes].some((node: any) => node.nodeType === 3 && node.textContent.trim() !== "");
        if (!text || element.getClientRects().length === 0 || element.closest("svg, .known[class*=v]")) continue;
        const style = getComputedStyle(element);
        const [a, b] = [luminance(parse(style.color)), luminance(ground(element))];
        const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (contrast < 4.5) found.push(`${contrast.toFixed(2)} ${element.className} ${element.textContent!.slice(0, 30)}`);
      }
      return [...new Set(found)];
    });
    expect(poor).toEqual([]);
  });

  it.each([380, 820, 1600])("never scrolls sideways at %i pixels", async (width) => {
    const page = await open(url, { viewport: { width, height: 900 } });
    await page.keyboard.press("e");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });

  it("can be read without scripts", async () => {
    const page = await open(url, { javaScriptEnabled: false });
    expect(await page.locator("h1").innerText()).toContain("naive-fp16 breaks its contract");
    expect(await page.locator("#theme").isVisible()).toBe(false);
    expect(await page.locator("button:visible").count()).toBe(0);
    await page.click("[id='naive-fp16.not-collapsed'] summary");
    await page.click("[id='naive-fp16.not-collapsed'] .snippets summary");
    expect(await page.locator("[id='naive-fp16.not-collapsed.py']").isVisible()).toBe(true);
  });

  it("is whole on paper: cards open, no buttons, light", async () => {
    const page = await open(url, { colorScheme: "dark" });
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("[id='naive-fp16.not-collapsed'] .promise").isVisible()).toBe(true);
    expect(await page.locator("button:visible, header.bar:visible").count()).toBe(0);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--paper"))).toBe("#ffffff");
    expect((await page.pdf({ format: "A4" })).length).toBeGreaterThan(20_000);
  });

  it.each([false, true])("runs nothing that a kernel wrote (values too: %s)", async (everything) => {
    const page = await open(address(`attacked-${everything}`, reportHtml(poisoned(report, everything))));
    await page.keyboard.press("e");
    expect(await page.locator("script").count()).toBe(1);
    const handlers = await page.evaluate(() => [...document.querySelectorAll("*")].flatMap((one: any) => one.getAttributeNames().filter((name: string) => name.startsWith("on") || name === "style")));
    expect(handlers).toEqual([]);
  });

  it("would be stopped by its policy if it tried", async () => {
    const page = await open(address("injected", reportHtml(report).replace("<h2", '<script>document.title = "pwned"</script><img src="https://example.invalid/x.png"><h2')));
    await page.waitForTimeout(100);
    expect(await page.title()).not.toBe("pwned");
    // Chromium says that it refused, and asks nobody.
    const refused = troubles.splice(0);
    expect(refused.length).toBeGreaterThanOrEqual(2);
    for (const one of refused) expect(one).toMatch(/Content Security Policy/);
  });

  it("shows its first screen soon (half a second where nothing else runs)", async () => {
    const page = await open(url);
    await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
    const paints = [];
    for (let k = 0; k < 3; k++) {
      await page.reload();
      await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
      paints.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]!.startTime));
    }
    // Ten times the aim: on a machine that is busy with other tests this must not be what fails.
    expect(Math.min(...paints)).toBeLessThan(5000);
  });
});
