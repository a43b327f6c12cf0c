// A headless Chromium with one empty page that may use WebGPU and can reach nothing but the files that are handed to it.

import { readFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import type { Browser, Page, Route } from "playwright-core";
import type { Place } from "./job.ts";

/**
 * WebGPU is behind a flag on Linux and behind a list of known drivers elsewhere; Vulkan is what it runs on under Linux. Without a GPU it takes
 * SwiftShader, which is part of Chromium. The others keep the browser from speaking to anyone.
 */
const flags = ["--enable-unsafe-webgpu", "--ignore-gpu-blocklist", "--enable-features=Vulkan", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Only pages of a secure origin have navigator.gpu, and localhost is one. Nothing listens there: every request is answered by us, or refused. */
const origin = "http://localhost:1/";
const contentTypes: Readonly<Record<string, string>> = { ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm" };

export interface OpenPage {
  readonly browser: Browser;
  readonly page: Page;
}

/** Files by the address of their folder, for scripts and for what they load from beside themselves. */
export function servedAt(script: string, index: number): { readonly folder: string; readonly address: string; readonly name: string } {
  return { folder: dirname(script), address: `${origin}${index}/`, name: basename(script) };
}

/** `onLost` is told when the browser or the page is gone. Rejects where Chromium does not start. */
export async function openPage({ chromium: executablePath, playwright }: Place, scripts: readonly string[], onLost: (how: string) => void): Promise<OpenPage> {
  const module = (await import(playwright)) as { readonly chromium?: Chromium; readonly default?: { readonly chromium: Chromium } };
  const browser = await (module.chromium ?? module.default!.chromium).launch({ executablePath, headless: true, args: flags, handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false }).catch((error: Error) => {
    throw new Error(`${executablePath} does not start as a Chromium (${error.message.split("\n")[0]}): set NORMFUZZ_CHROMIUM to the path of one`);
  });
  browser.on("disconnected", () => onLost("lost the browser: it crashed or was ended"));
  const page = await browser.newPage();
  page.on("crash", () => onLost("lost the page: it crashed"));
  await page.route("**/*", (route) => answer(route, scripts));
  await page.goto(origin);
  return { browser, page };
}

async function answer(route: Route, scripts: readonly string[]): Promise<void> {
  const url = route.request().url();
  if (url === origin) return route.fulfill({ contentType: "text/html", body: "<!doctype html><title>normfuzz</title>" });
  const [, index, name] = /^(\d+)\/([\w.-]+)$/.exec(url.slice(origin.length)) ?? [];
  const script = scripts[Number(index)];
  if (!url.startsWith(origin) || script === undefined) return route.abort();
  try {
    const body = await readFile(join(dirname(script), name!));
    await route.fulfill({ contentType: contentTypes[extname(name!)] ?? "application/octet-stream", body });
  } catch {
    await route.abort();
  }
}

type Chromium = (typeof import("playwright-core"))["chromium"];
