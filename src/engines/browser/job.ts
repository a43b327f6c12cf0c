// What the program that holds the browser is told, as its one argument, and what its page says when it is ready.

import type { WgslHeader } from "./wgsl-header.ts";

export interface Place {
  /** The Chromium to start. */
  readonly chromium: string;
  /** The module playwright-core, which drives it. */
  readonly playwright: string;
}

/** A user's shader. */
export interface ShaderJob {
  readonly kind: "wgsl";
  /** As people wrote it, for messages. */
  readonly file: string;
  readonly source: string;
  readonly header: WgslHeader;
}

/** An engine that people install, by the scripts that a page loads to have it. */
export interface EngineJob {
  readonly kind: "onnxruntime" | "tfjs";
  readonly id: string;
  /** For people. */
  readonly name: string;
  readonly format: "fp32" | "fp16";
  /** Paths of files; those beside each are served as well. */
  readonly scripts: readonly string[];
}

export type Job = Place & (ShaderJob | EngineJob);

/** Which adapter the page has, and of an engine its version; or why there is no kernel. */
export type Readiness = { readonly adapter: string; readonly version?: string } | { readonly error: string };
