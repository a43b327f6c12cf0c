// The look of all figures, once for a page or inside a file: everything that is not a colour of a heat map follows the page's own variables, or the
// reader's theme where there is no page.

import { paletteStyle } from "./palette.ts";

/** In the dark: by the reader's preference or by the page's button; the root may be the figure itself. */
function dark(root: string, before: string, after: string): string {
  return `${before}${root} .fg, ${root}.fg { --fg-ink: var(--ink, #e6edf3); --fg-soft: var(--soft, #9aa4ae); --fg-line: var(--line, #363c43); --fg-paper: var(--paper, #15181b);
  --fg-bad: #ff7d9c; --fg-0: #b89af2; --fg-1: #6fb1f5; --fg-2: #4cc9b0; --fg-3: #e0ae4a; --fg-4: #ff8f7a; }${after}`;
}

/** Classes begin with fg-, since styles of an SVG inside a page hold for the whole page. */
export const figureStyle = `
.fg { font: 11px system-ui, -apple-system, "Segoe UI", sans-serif; font-variant-numeric: tabular-nums; max-width: 100%; height: auto;
  --fg-ink: var(--ink, #1f2328); --fg-soft: var(--soft, #5b636d); --fg-line: var(--line, #d5d9de); --fg-paper: var(--paper, #ffffff);
  --fg-bad: #d1345b; --fg-0: #8a63d2; --fg-1: #2f7fd0; --fg-2: #168a78; --fg-3: #b07400; --fg-4: #c4432f; }
${dark(":root:not([data-theme=light])", "@media (prefers-color-scheme: dark) { ", " }")}
${dark(":root[data-theme=dark]", "", "")}
.fg text { fill: var(--fg-soft); }
.fg .fg-title { fill: var(--fg-ink); font-weight: 600; font-size: 13px; }
.fg .fg-name { fill: var(--fg-ink); }
.fg .fg-letter { fill: var(--fg-ink); font-weight: 700; stroke: var(--fg-paper); stroke-width: 3.5px; stroke-linejoin: round; paint-order: stroke; }
.fg-grid { stroke: var(--fg-line); stroke-width: 1; }
.fg-tick { stroke: var(--fg-soft); stroke-width: 1; }
.fg-frame { fill: none; stroke: var(--fg-line); stroke-width: 1; }
.fg-halo { fill: none; stroke: var(--fg-paper); stroke-width: 5; stroke-linejoin: round; }
.fg-safe { fill: none; stroke: var(--fg-ink); stroke-width: 2; stroke-linejoin: round; }
.fg-dashed { stroke-dasharray: 6 4; }
.fg-line { fill: none; stroke-width: 1.75; stroke-linejoin: round; stroke-linecap: round; }
.fg-bound { fill: none; stroke: var(--fg-soft); stroke-width: 1.5; stroke-dasharray: 5 4; }
.fg-cross { fill: none; stroke: var(--fg-bad); stroke-width: 1.75; stroke-linecap: round; }
.fg .fg-bad { fill: var(--fg-bad); font-weight: 600; }
.fg .fg-end { font-weight: 600; }
.fg-cells { shape-rendering: crispEdges; }
.fg-under { fill: var(--fg-line); fill-opacity: .5; }
.fg-blank { fill: var(--fg-line); fill-opacity: .18; }
.fg-mark { fill: none; stroke: var(--fg-soft); stroke-width: 1; }
.fg-light { stroke: #ffffff; stroke-opacity: .55; }
.fg-faint { stroke-opacity: .45; }
.fg-dot { fill: var(--fg-soft); }
.fg-fill-v { fill: var(--fg-bad); }
${[0, 1, 2, 3, 4].map((i) => `.fg-s${i} { stroke: var(--fg-${i}); } .fg .fg-f${i} { fill: var(--fg-${i}); }`).join("\n")}
${paletteStyle}
.figures { display: flex; flex-wrap: wrap; gap: 1rem 1.5rem; align-items: flex-start; margin: .6rem 0; }
.figures figure { flex: 1 1 32rem; max-width: 38rem; overflow-x: auto; } .figures .fg { min-width: 30rem; } .figures figure, .multiples figure { margin: 0; min-width: 0; } .figures figcaption, .multiples figcaption { margin-bottom: .3rem; overflow-wrap: anywhere; }
.multiples { display: grid; grid-template-columns: repeat(auto-fill, minmax(15.5rem, 1fr)); gap: 1.2rem 1.5rem; margin: .6rem 0 1.2rem; }
`;
