// The frame of every figure: an image with a name and a description for readers who do not see it, as part of a page or as a file of its own.

import { type Html, html, type HtmlValue } from "../escape-html.ts";
import { figureStyle } from "./figure-style.ts";

export interface FigureSvg {
  readonly width: number;
  readonly height: number;
  /** What it is. */
  readonly title: string;
  /** What it shows, in words. */
  readonly description: string;
  readonly body: HtmlValue;
  /** A file of its own brings its style and the name of its language; a page has `figureStyle` once. */
  readonly standalone?: boolean | undefined;
}

export function figureSvg({ width, height, title, description, body, standalone = false }: FigureSvg): Html {
  const name = standalone ? html` xmlns="http://www.w3.org/2000/svg"` : undefined;
  const style = standalone ? html`<style>${{ html: figureStyle }}</style>` : undefined;
  return html`<svg${name} class="fg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${`${title}. ${description}`}"><title>${title}</title><desc>${description}</desc>${style}${body}</svg>`;
}
