// The colours of the page, for light and for dark: one accent, and for verdicts the bluish green, vermilion and amber that people with any
// colour vision tell apart (Okabe and Ito 2008), darkened or lightened until text in them has a contrast of 4.5.

type Palette = Readonly<Record<string, string>>;

const light: Palette = {
  ink: "#15191f", soft: "#5b6470", line: "#e1e5ea", paper: "#ffffff", well: "#f5f7f9", raised: "#ffffff",
  accent: "#1f5fbf", accentwash: "#e8f0fc", good: "#0a7557", goodwash: "#e6f4ef", goodbar: "#7cc7ad",
  bad: "#b5360a", badwash: "#fbe9e1", badmid: "#f3b79d", badfull: "#b5360a", onbad: "#ffffff",
  warn: "#855c00", warnwash: "#fff3d6", warnstripe: "#fbe5b0", bar: "#a9b6c6", shadow: "rgb(20 30 50 / 6%)",
};

const dark: Palette = {
  ink: "#e7eaee", soft: "#9aa5b1", line: "#2b323a", paper: "#101418", well: "#181d23", raised: "#151a1f",
  accent: "#8ab4ff", accentwash: "#1b2a44", good: "#57cba5", goodwash: "#142822", goodbar: "#2c7a62",
  bad: "#ff9270", badwash: "#351d15", badmid: "#6e2f18", badfull: "#d9531f", onbad: "#140702",
  warn: "#ecbd55", warnwash: "#2d2412", warnstripe: "#40331a", bar: "#566272", shadow: "rgb(0 0 0 / 30%)",
};

const variables = (palette: Palette) => Object.entries(palette).map(([name, value]) => `--${name}:${value}`).join(";");

/** The reader's preference, unless the button has chosen; paper is always light. */
export const theme = `
:root{color-scheme:light;${variables(light)}}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${variables(dark)}}}
:root[data-theme=dark]{color-scheme:dark;${variables(dark)}}
@media print{:root:root:root{color-scheme:light;${variables(light)}}}
`;
