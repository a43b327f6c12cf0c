// A headless Chromium with one empty page that may use WebGPU and can reach nothing but what is handed to it.

import type { Browser, Page } from "playwright-core";
import type { Place } from "./job.ts";

/**
 * WebGPU is behind a flag on Linux and behind a list of known drivers elsewhere; Vulkan is what it runs on under Linux. Without a GPU it takes
 * SwiftShader, which is part of Chromium. The others keep the browser from speaking to anyone.
 */
const flags = ["--enable-unsafe-webgpu", "--ignore-gpu-blocklist", "--enable-features=Vulkan", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Only pages of a secure origin have navigator.gpu, and localhost is one. Nothing listens there: every request is answered by us. */
const origin = "http://localhost:1/";

export interface OpenPage {
  readonly browser: Browser;
  readonly page: Page;
}

/** `onLost` is told when the browser or the page is gone. Rejects where Chromium does not start. */
export async function openPage({ chromium: executablePath, playwright }: Place, onLost: (how: string) => void): Promise<OpenPage> {
  const module = (await import(playwright)) as { readonly chromium?: Chromium; readonly default?: { readonly chromium: Chromium } };
  const browser = await (module.chromium ?? module.default!.chromium).launch({ executablePath, headless: true, args: flags });
  browser.on("disconnected", () => onLost("lost the browser: it crashed or was ended"));
  const page = await browser.newPage();
  page.on("crash", () => onLost("lost the page: it crashed"));
  await page.route("**/*", (route) => (route.request().url() === origin ? route.fulfill({ contentType: "text/html", body: "<!doctype html><title>normfuzz</title>" }) : route.abort()));
  await page.goto(origin);
  return { browser, page };
}

type Chromium = (typeof import("playwright-core"))["chromium"];
