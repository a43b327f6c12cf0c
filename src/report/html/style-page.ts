// The look of the page as a whole: system fonts, figures that align, generous space, one column that a telephone can show and tables that
// scroll by themselves.

export const stylePage = `
*{box-sizing:border-box}
html{scroll-padding-top:4.5rem;-webkit-text-size-adjust:100%}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}details.flash{animation:flash 1.2s}@keyframes flash{from{background:var(--accentwash)}}}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;font-variant-numeric:tabular-nums}
main,.bar>div,footer{max-width:94rem;margin:0 auto;padding:0 2rem}
h1,h2,h3,h4,h5{line-height:1.25;margin:0;overflow-wrap:anywhere;font-weight:650}
h1{font-size:2.1rem;letter-spacing:-.02em;margin:2.6rem 0 .6rem;max-width:46rem;text-wrap:balance}
h2{font-size:1.35rem;letter-spacing:-.01em;margin:3.6rem 0 .4rem}
h3{font-size:1.05rem}
h4{font-size:.95rem;margin:1.6rem 0 .6rem}
h5{font-size:.92rem}
p{margin:.45rem 0;overflow-wrap:anywhere;max-width:76ch}
ul{padding:0;list-style:none;margin:.6rem 0}
a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:2px;text-decoration-color:color-mix(in srgb,currentColor 35%,transparent)}
a:hover{text-decoration-color:currentColor}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.86em}
pre{margin:.4rem 0;padding:.8rem 1rem;background:var(--well);border-radius:8px;overflow:auto;max-height:24rem;line-height:1.5;tab-size:2}
.soft{color:var(--soft)} .pass .sign{color:var(--good)} .fail .sign{color:var(--bad)} .known .sign,.error .sign{color:var(--warn)}
.sign.pass{color:var(--good)} .sign.fail{color:var(--bad)} .sign.known,.sign.error{color:var(--warn)} .card.fail .sign{color:var(--bad)} .card.known .sign{color:var(--warn)}
.sign{font-weight:700;display:inline-block;min-width:1em}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip-link{position:absolute;left:-99rem}.skip-link:focus{left:1rem;top:.6rem;z-index:9;background:var(--paper);padding:.4rem .8rem}
.tag{display:inline-block;font-size:.72rem;font-weight:600;padding:.05rem .45rem;border-radius:99px;background:var(--warnwash);color:var(--warn);vertical-align:.08em}
.js{display:none!important}.scripted .js{display:flex!important}.scripted details.js{display:block!important}
[hidden]{display:none!important}
.bar{position:sticky;top:0;z-index:5;background:var(--paper);border-bottom:1px solid var(--line)}
.bar>div{display:flex;align-items:center;gap:1.4rem;min-height:3.4rem}
.brand{font-weight:700;letter-spacing:-.01em;color:var(--ink);text-decoration:none;display:flex;align-items:center;gap:.5rem}
.brand svg{width:22px;height:22px}
.bar nav{display:flex;gap:1.1rem;font-size:.9rem;overflow-x:auto;scrollbar-width:none}
.bar nav a{color:var(--soft);text-decoration:none;white-space:nowrap;padding:.2rem 0}.bar nav a:hover{color:var(--ink)}
.tools{margin-left:auto;align-items:center;gap:.6rem}
button,input[type=search]{font:inherit;font-size:.88rem;color:var(--ink);background:var(--paper);border:1px solid var(--line);border-radius:7px;padding:.3rem .7rem;line-height:1.3}
button{cursor:pointer}button:hover{border-color:var(--accent);color:var(--accent)}button[aria-pressed=true]{background:var(--accentwash);border-color:var(--accent);color:var(--accent)}
input[type=search]{width:13rem}
.meta{display:flex;flex-wrap:wrap;gap:.2rem 1.6rem;margin:.9rem 0 0;padding:0;color:var(--soft);font-size:.9rem}
.meta div{display:flex;gap:.45rem}.meta dt{opacity:.85}.meta dd{margin:0;color:var(--ink)}
.counts{display:flex;flex-wrap:wrap;gap:.8rem;margin:1.4rem 0 0;padding:0}
.counts div{border:1px solid var(--line);border-radius:10px;padding:.7rem 1.1rem;min-width:8.5rem}
.counts dt{color:var(--soft);font-size:.84rem}.counts dd{margin:0;font-size:1.55rem;font-weight:650;letter-spacing:-.02em;line-height:1.2}
.scroll{overflow-x:auto;max-width:100%}
table{border-collapse:collapse;font-size:.9rem}
caption{text-align:left;padding:.2rem 0 .4rem;color:var(--ink);font-size:.9rem}
th,td{text-align:left;padding:.3rem .9rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:top}
thead th{color:var(--soft);font-weight:500;font-size:.84rem}
tbody th{font-weight:500}
.glance{border-collapse:separate;border-spacing:2px;font-size:.8rem;margin:.8rem 0 .4rem}
.glance th,.glance td{border:0;padding:0;vertical-align:middle}
.glance thead th{vertical-align:bottom;height:10.4rem}
.glance thead th a{writing-mode:vertical-rl;transform:rotate(180deg);color:var(--soft);text-decoration:none;padding:.2rem .1rem;white-space:nowrap;margin:0 auto;display:block}
.glance thead th a:hover{color:var(--accent)}
.glance thead th.corner{writing-mode:horizontal-tb;font-size:.8rem;padding-bottom:.3rem}
.glance tbody th{position:sticky;left:0;background:var(--paper);z-index:1;padding-right:.8rem;white-space:nowrap;font-size:.88rem}
.glance tbody th a{color:var(--ink);text-decoration:none}.glance tbody th a:hover{color:var(--accent)}
.glance td{min-width:2.65rem;height:1.95rem;text-align:center;border-radius:5px}
.glance td a{display:flex;align-items:center;justify-content:center;height:1.95rem;color:inherit;text-decoration:none;font-weight:650;border-radius:5px}
.glance td a:hover{outline:2px solid var(--accent)}
.glance td.pass{color:var(--good);background:linear-gradient(var(--goodbar),var(--goodbar)) left bottom/0 3px no-repeat var(--goodwash)}
${Array.from({ length: 10 }, (_, i) => `.glance td.m${i + 1}{background-size:${(i + 1) * 10}% 3px}`).join("")}
.glance td.skip,.glance td.none{color:var(--soft);background:var(--well)}.glance td.none{text-align:left;padding:0 .6rem}
.glance td.v1{background:var(--badwash);color:var(--bad)}.glance td.v2{background:var(--badmid);color:var(--ink)}.glance td.v3{background:var(--badfull);color:var(--onbad)}
.glance td.known{background:repeating-linear-gradient(135deg,var(--warnwash) 0 5px,var(--warnstripe) 5px 10px);color:var(--warn)}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;font-size:.84rem;max-width:none}
i.key{display:inline-block;width:.8rem;height:.8rem;border-radius:3px;margin-right:.4rem;vertical-align:-.06rem}
i.key.pass{background:linear-gradient(var(--goodbar),var(--goodbar)) left bottom/60% 3px no-repeat var(--goodwash)}i.key.fail{background:var(--badfull)}i.key.known{background:repeating-linear-gradient(135deg,var(--warnwash) 0 3px,var(--warnstripe) 3px 6px)}
.diagnoses{display:grid;gap:.9rem;margin:1rem 0}
.diagnoses li{border:1px solid var(--line);border-left:3px solid var(--bad);border-radius:10px;padding:.9rem 1.2rem;display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:.5rem 1.8rem}
.diagnoses li.known,.diagnoses li.error{border-left-color:var(--warn)}
.diagnoses h3{grid-column:1/-1}.diagnoses h3 a{color:inherit}
.diagnoses li.error{grid-template-columns:minmax(15rem,auto) 1fr;padding:.6rem 1.2rem}.diagnoses li.error h3{grid-column:1}
.diagnoses p{margin:0}.diagnoses .key{color:var(--soft);font-size:.82rem}
.calm{color:var(--good)}
.filters{gap:.4rem;flex-wrap:wrap;align-items:center;margin:.8rem 0}
.glossary{display:grid;grid-template-columns:repeat(auto-fit,minmax(21rem,1fr));gap:1.1rem 2.4rem;margin:1rem 0}
.glossary>div{border-top:1px solid var(--line);padding-top:.7rem}.glossary>div:target{background:var(--accentwash);box-shadow:0 0 0 .6rem var(--accentwash);border-radius:2px}
.glossary p{font-size:.92rem}
/* A report of hundreds of implementations lays out what is seen. */
@media screen{.many .diagnoses li,.many .implementation{content-visibility:auto}.many .diagnoses li{contain-intrinsic-size:auto 9rem}.many .implementation{contain-intrinsic-size:auto 4rem}}
footer{color:var(--soft);font-size:.86rem;padding-top:3rem;padding-bottom:3rem}
kbd{font:inherit;font-size:.8rem;border:1px solid var(--line);border-bottom-width:2px;border-radius:4px;padding:0 .35rem;background:var(--well)}
@media (max-width:60rem){.bar nav{display:none}}
@media (max-width:40rem){.diagnoses li.error{grid-template-columns:1fr}main,.bar>div,footer{padding:0 1rem}h1{font-size:1.55rem;margin-top:1.6rem}h2{margin-top:2.6rem}.counts{gap:.5rem}.counts div{min-width:0;flex:1 1 40%;padding:.5rem .8rem}.counts dd{font-size:1.25rem}input[type=search]{width:100%}.tools{flex:1;min-width:0}.bar>div{gap:.8rem}.glance tbody th{max-width:8rem;white-space:normal;overflow-wrap:anywhere;line-height:1.2}.glossary{grid-template-columns:1fr}.brand span{display:none}}
`;
