// The look of the HTML report: system fonts, two themes, one column that a telephone can show and tables that scroll by themselves.

export const style = `
:root { color-scheme: light dark; --ink: #1a1d21; --soft: #5b636d; --line: #d5d9de; --paper: #ffffff; --well: #f4f5f7;
  --good: #14693a; --bad: #b3261e; --warn: #8a5a00; --badwell: #fdecea; --warnwell: #fff4dc; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e7ea; --soft: #9aa4ae; --line: #363c43; --paper: #15181b; --well: #1e2226;
  --good: #6fcf97; --bad: #ff8a80; --warn: #f2c14e; --badwell: #38201e; --warnwell: #332a15; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 90rem; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.2; margin: .5rem 0; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; } h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
p { margin: .4rem 0; overflow-wrap: anywhere; } a { color: inherit; }
code, pre, td, th { font-variant-numeric: tabular-nums; } code, pre { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: .87em; }
.soft { color: var(--soft); } .pass { color: var(--good); } .fail { color: var(--bad); } .known, .error { color: var(--warn); } .skip { color: var(--soft); }
.scroll { overflow-x: auto; width: fit-content; max-width: 100%; border: 1px solid var(--line); border-radius: 6px; }
table { border-collapse: collapse; white-space: nowrap; } th, td { padding: .25rem .6rem; text-align: left; border-bottom: 1px solid var(--line); }
tbody tr:last-child > * { border-bottom: 0; } thead th { color: var(--soft); font-weight: 500; vertical-align: bottom; border-bottom: 1px solid var(--line); }
tbody th { font-weight: 500; position: sticky; left: 0; background: var(--paper); border-right: 1px solid var(--line); }
.margins td { text-align: right; } details { margin: .6rem 0; } summary { cursor: pointer; } td.fail { background: var(--badwell); } td.known { background: var(--warnwell); }
.margins thead th span { writing-mode: vertical-rl; transform: rotate(180deg); }
.wrap { white-space: normal; min-width: 14rem; overflow-wrap: anywhere; }
article { margin: 1rem 0; padding: .8rem 1rem; border: 1px solid var(--line); border-left: 4px solid var(--bad); border-radius: 6px; }
article.known { border-left-color: var(--warn); color: inherit; } article.beyond { border-left-color: var(--soft); }
article pre { margin: .6rem 0 0; padding: .6rem .8rem; background: var(--well); border-radius: 4px; overflow-x: auto; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: .6rem 0 0; } dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; } dd code { white-space: pre-wrap; }
@media (max-width: 40rem) { body { padding: .7rem; } dl { grid-template-columns: 1fr; } dt { margin-top: .3rem; } }
`;
