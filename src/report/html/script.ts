// The page's own script: filter, copy, theme, keys, and opening what an address points to. Everything can be read without it. No text of a
// report is ever in it, so that its hash, which the page's policy allows, is always the same.

import { createHash } from "node:crypto";

export const script = `(() => {
  const root = document.documentElement;
  const one = (selector) => document.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  root.classList.add("scripted");

  // A page from disk may be refused a store: then the choice lasts as long as the page.
  const store = (value) => { try { return value === undefined ? localStorage.getItem("normfuzz-theme") : localStorage.setItem("normfuzz-theme", value); } catch { return null; } };
  const chosen = store();
  if (chosen === "dark" || chosen === "light") root.dataset.theme = chosen;
  const toggleTheme = () => {
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = isDark ? "light" : "dark";
    store(root.dataset.theme);
    say(root.dataset.theme + " theme");
  };

  const say = (text) => { const live = one("#live"); if (live) live.textContent = text; };

  const copy = async (button) => {
    const text = document.getElementById(button.dataset.copy).textContent;
    let done = true;
    try { await navigator.clipboard.writeText(text); } catch { done = copyBySelection(text); }
    const name = button.dataset.name ||= button.textContent;
    button.textContent = done ? "copied" : "not copied";
    say(name + (done ? " copied" : " could not be copied: select it below"));
    setTimeout(() => { button.textContent = name; }, 1400);
  };
  const copyBySelection = (text) => {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  };

  let kind = "all";
  const filter = () => {
    const words = one("#filter").value.toLowerCase().split(/\\s+/).filter(Boolean);
    const shown = new Set();
    const sections = all(".implementation");
    for (const section of sections) {
      const { of, find, status } = section.dataset;
      if ((kind === "all" || status === kind) && words.every((word) => find.includes(word))) shown.add(of);
    }
    for (const part of all("[data-of]")) part.hidden = !shown.has(part.dataset.of);
    one("#shown").textContent = shown.size === sections.length ? "" : shown.size + " of " + sections.length + " implementations shown";
  };

  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest("[hidden]")) { kind = "all"; one("#filter").value = ""; press(); filter(); }
    for (let part = target; part; part = part.parentElement) if (part.localName === "details") part.open = true;
    target.scrollIntoView();
    if (target.localName === "details") { target.firstElementChild.focus({ preventScroll: true }); target.classList.remove("flash"); void target.offsetWidth; target.classList.add("flash"); }
  };
  const press = () => { for (const button of all("[data-kind]")) button.setAttribute("aria-pressed", String(button.dataset.kind === kind)); };

  const step = (by) => {
    const stops = all(".diagnoses li, .implementation, .card").filter((part) => part.getClientRects().length > 0);
    const places = stops.map((part) => part.getBoundingClientRect().top);
    const line = 80;
    const next = by > 0 ? places.findIndex((top) => top > line + 4) : places.findLastIndex((top) => top < line - 4);
    if (next < 0) return;
    stops[next].scrollIntoView();
    (stops[next].querySelector("summary, a") || stops[next]).focus({ preventScroll: true });
  };

  const toggleAll = () => {
    const cards = all(".implementation, .card").filter((part) => part.localName === "details");
    const open = cards.some((card) => !card.open);
    for (const card of cards) card.open = open;
  };

  // In the table of margins arrows go to the next violation in their direction.
  const walk = (from, key) => {
    const links = all(".glance tbody a").filter((link) => link.getClientRects().length > 0);
    const at = (link) => { const cell = link.closest("th, td"); return [cell.cellIndex, cell.parentElement.rowIndex]; };
    const [x, y] = at(from);
    const along = { ArrowLeft: ([a, b]) => b === y && a < x, ArrowRight: ([a, b]) => b === y && a > x, ArrowUp: ([a, b]) => a === x && b < y, ArrowDown: ([a, b]) => a === x && b > y }[key];
    const found = links.filter((link) => along(at(link)));
    const next = key === "ArrowLeft" || key === "ArrowUp" ? found.at(-1) : found[0];
    if (next) next.focus();
  };

  const keys = { "/": () => one("#filter").focus(), t: toggleTheme, j: () => step(1), k: () => step(-1), e: toggleAll, "?": () => { const help = one("#keys"); help.open = true; help.scrollIntoView(); help.firstElementChild.focus(); } };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.id === "filter") { if (event.key === "Escape") { event.target.value = ""; filter(); event.target.blur(); } return; }
    if (event.key.startsWith("Arrow") && event.target.closest(".glance")?.contains(event.target) && event.target.localName === "a") { event.preventDefault(); walk(event.target, event.key); return; }
    if (Object.hasOwn(keys, event.key) && one("#keys-on").checked) { event.preventDefault(); keys[event.key](); }
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.copy) copy(button);
    else if (button?.dataset.kind) { kind = button.dataset.kind; press(); filter(); }
    else if (button?.id === "theme") toggleTheme();
    // A click on the address that is shown already reveals it again.
    else if (event.target.closest("a")?.hash === location.hash && location.hash) reveal();
  });
  document.addEventListener("input", (event) => { if (event.target.id === "filter") filter(); });
  addEventListener("hashchange", reveal);
  document.addEventListener("DOMContentLoaded", () => { if (location.hash) reveal(); });

  let closed = [];
  addEventListener("beforeprint", () => { closed = all("details:not([open], .snippets, .raw, .all, .keys)"); for (const part of closed) part.open = true; });
  addEventListener("afterprint", () => { for (const part of closed) part.open = false; });
})();
`;

/** For the page's policy: 'sha256-…'. */
export const scriptHash = `sha256-${createHash("sha256").update(script).digest("base64")}`;
