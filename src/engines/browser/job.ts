// What the program that holds the browser is told, as its one argument.

import type { WgslHeader } from "./wgsl-header.ts";

export interface Place {
  /** The Chromium to start. */
  readonly chromium: string;
  /** The module playwright-core, which drives it. */
  readonly playwright: string;
}

/** A user's shader. */
export interface ShaderJob extends Place {
  readonly kind: "wgsl";
  /** As people wrote it, for messages. */
  readonly file: string;
  readonly source: string;
  readonly header: WgslHeader;
}

export type Job = ShaderJob;
