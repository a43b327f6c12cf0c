// The template tag that every part of the page is made with: each character that means something in HTML, by itself, wherever it stands.

import { describe, expect, it } from "vitest";
import { html, preformatted } from "../../../src/report/escape-html.ts";

const dangerous = ["&", "<", ">", '"', "'", "`"];
const controls = ["\u0000", "\u001b", "\r", "\n", "\u007f", "\u0085", "\u200b", "\u202e", "\u2028", "\ufeff"];

describe("html", () => {
  it.each(dangerous)("escapes %s, alone and among ordinary characters", (character) => {
    for (const text of [character, `a${character}b`, `κ = 3, ${character}`]) {
      const escaped = text.replace(character, `&#${character.charCodeAt(0)};`);
      expect(html`<p title="${text}">${text}</p>`.html).toBe(`<p title="${escaped}">${escaped}</p>`);
      expect(html`${[text]}`.html).toBe(escaped);
    }
  });

  it.each(controls)("writes the control %j as text", (character) => {
    expect(html`${`a${character}b`}`.html).toMatch(/^a\\[nxu][0-9a-f]*b$/);
  });

  it("leaves HTML as it is, joins lists, and shows nothing for undefined", () => {
    expect(html`${html`<b>${1}</b>`}${[html`<i></i>`, "x", undefined, 2.5]}${undefined}`.html).toBe("<b>1</b><i></i>x2.5");
  });

  it("keeps every other character", () => {
    const text = "Σ(x − mean)² ≤ 2^-24 · γ, β; |y| = √n [0] {1} é 😀 $%@!?#\\";
    expect(html`${text}`.html).toBe(text);
  });
});

describe("preformatted", () => {
  it("keeps the ends of lines and nothing else that acts", () => {
    expect(preformatted("a <b>\n\n\u001b[31m\rc\t\n").html).toBe("a &#60;b&#62;\n\n\\x1b[31m\\x0dc\\t\n");
  });
});
