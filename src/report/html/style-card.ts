// The look of implementations and of cards: what can be opened looks it, drawings and tables keep to one scale.

export const styleCard = `
summary{cursor:pointer;list-style:none}summary::-webkit-details-marker{display:none}
summary::before{content:"";flex:none;width:.42rem;height:.42rem;border:solid var(--soft);border-width:0 1.5px 1.5px 0;transform:rotate(-45deg);margin:.1rem .55rem 0 0;display:inline-block;vertical-align:.15rem}
details[open]>summary::before{transform:rotate(45deg)}
.implementation{border-top:1px solid var(--line);padding:.2rem 0}
.implementation>summary{display:flex;align-items:baseline;gap:.5rem 1rem;flex-wrap:wrap;padding:.75rem 0}
.implementation>summary::before{margin-right:-.5rem}
.implementation[open]{padding-bottom:2.2rem}
.implementation[open]>summary h3{font-size:1.3rem;letter-spacing:-.01em}
.verdict{font-size:.76rem;font-weight:600;padding:.1rem .5rem;border-radius:99px;vertical-align:.12em;margin-left:.2rem}
.pass .verdict{background:var(--goodwash);color:var(--good)}.fail>summary .verdict{background:var(--badwash);color:var(--bad)}.known>summary .verdict,.error>summary .verdict{background:var(--warnwash);color:var(--warn)}
.description{font-size:1.02rem}
.card{border:1px solid var(--line);border-left:3px solid var(--bad);border-radius:10px;margin:.6rem 0;background:var(--raised);padding:0 1.2rem}
.card.known{border-left-color:var(--warn)}.card.beyond{border-left-color:var(--bar)}
.card[open]{padding-bottom:.8rem;box-shadow:0 6px 24px var(--shadow)}
.card>summary,.card>.summary{display:grid;grid-template-columns:auto 15.5rem 10.5rem 14.5rem minmax(8rem,17rem) 1fr;gap:.2rem .8rem;align-items:baseline;padding:.65rem 0}
.card>.summary{grid-template-columns:.65rem 15.5rem 10.5rem 13.5rem 1fr}.card>.summary::before{content:""}
.card>summary h4,.card>.summary h5,.card>summary h5{margin:0;font-size:.95rem}
.card .at{color:var(--soft)}.card .times{font-weight:550}.card.fail .times{color:var(--bad)}.card.known .times{color:var(--warn)}.card.beyond .times{font-weight:400}
.card .input{color:var(--soft);overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.card[open] .input{visibility:hidden}.card.beyond .cause{grid-column:5/-1}
.card .cause{color:var(--soft)}.count{white-space:nowrap;color:var(--soft)}
.promise{font-size:1rem;margin-top:.2rem}
.why{margin:.6rem 0}.why p{margin:.15rem 0}
.remedy{color:var(--good)}
.exhibit{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));gap:1.2rem 2.6rem;margin:1.1rem 0}
figure.row{margin:0;max-width:30rem}
figure.row svg{display:block;width:100%;height:auto;overflow:visible;margin:.35rem 0}
figcaption{font-size:.88rem;color:var(--soft)}figcaption b{color:var(--ink)}
.note{font-size:.84rem;color:var(--soft)}
figure.row text{text-anchor:middle;font-size:10.5px;fill:var(--soft);font-variant-numeric:tabular-nums}figure.row .title{text-anchor:start;fill:var(--ink);font-weight:600;font-size:11px}figure.row .end{text-anchor:end;font-size:9.5px}figure.row text.at{fill:var(--accent);font-weight:600}
.zero{stroke:var(--line);stroke-width:1}path.other{fill:var(--bar)}path.hit{fill:var(--accent)}path.nan{fill:var(--bad);fill-opacity:.22;stroke:var(--bad);stroke-width:.8;stroke-dasharray:2 2}path.exact{stroke:var(--ink);stroke-width:1.8;fill:none}
.lost{border-left:3px solid var(--bad);background:var(--badwash);padding:.5rem .9rem;border-radius:0 8px 8px 0;max-width:none}
.stages{min-width:min(100%,44rem);margin:.5rem 0 1rem}.stages th,.stages td{white-space:nowrap}.stages td:last-child{white-space:normal;min-width:11rem}.stages .number{white-space:nowrap}@media (max-width:40rem){.stages tbody th{white-space:normal;min-width:7.5rem}}
.stages tr.first th,.stages tr.first td{background:var(--badwash)}.stages tr.first th:first-child{border-radius:6px 0 0 6px;box-shadow:-.5rem 0 var(--badwash)}
.stages .tag{background:var(--badfull);color:var(--onbad)}.stages code.at{color:var(--accent);font-weight:600}
.meter{display:inline-block;width:60px;height:8px;border-radius:3px;margin-right:.5rem;background:linear-gradient(var(--bad),var(--bad)) left/0 100% no-repeat var(--well)}${Array.from({ length: 10 }, (_, i) => `.meter.b${i + 1}{background-size:${(i + 1) * 10}% 100%}`).join("")}
.facts{display:flex;flex-direction:column;gap:.75rem;margin:0}
.facts:only-child{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,18rem),1fr));gap:.75rem 2.6rem}
.facts dt{color:var(--soft);font-size:.84rem}.facts dd{margin:0;overflow-wrap:anywhere}.facts p{margin:.1rem 0}.facts .soft{font-size:.88rem}
.value{font-size:1.02rem;font-weight:600}.bits{color:var(--soft)}
.termbar{width:100%;max-width:20rem;height:8px;border-radius:4px;display:block;margin:.35rem 0;overflow:hidden}
.terms{display:flex;flex-wrap:wrap;gap:.1rem 1rem;margin:.2rem 0;font-size:.88rem}.terms .key{display:inline-block;width:.65rem;height:.65rem;border-radius:2px;margin-right:.35rem}
.t0{fill:#4477aa;background:#4477aa}.t1{fill:#66ccee;background:#66ccee}.t2{fill:#ccbb44;background:#ccbb44}.t3{fill:#aa3377;background:#aa3377}.t4{fill:#228833;background:#228833}.t5{fill:#999999;background:#999999}
.cites a{white-space:nowrap;margin-left:.5rem}
.copies{flex-wrap:wrap;gap:.4rem;align-items:center;margin:1rem 0 .4rem;font-size:.88rem}
.snippets,.raw,.all{margin:.35rem 0}.snippets>summary,.raw>summary,.all>summary{font-size:.9rem;padding:.15rem 0}
.name{font-weight:600;font-size:.88rem;margin:.9rem 0 .3rem}
.found{font-size:.86rem}
.plain li{margin:.25rem 0}.strata{display:flex;flex-wrap:wrap;gap:.2rem 1.4rem}
.margins td{text-align:right}.margins td,.margins th{padding-right:1.1rem}.ll{max-width:100%;height:auto}
.sensitivity>details{border-top:1px solid var(--line);padding:.6rem 0}
@media (max-width:82rem){.card>summary .input{display:none}}
@media (max-width:70rem){.facts{grid-column:1/-1;display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,18rem),1fr));gap:.75rem 2.6rem}.card>summary,.card>.summary{grid-template-columns:auto 1fr auto}.card>summary .cause,.card.beyond>summary .cause,.card>.summary .cause{grid-column:2/-1}.card>summary .times,.card>.summary .times{grid-column:2}.card>summary .at,.card>.summary .at{grid-column:3;grid-row:1}}
@media (max-width:40rem){.card{padding:0 .8rem}.diagnoses li{padding:.8rem .9rem;grid-template-columns:1fr}figure.row text{text-anchor:middle;font-size:12px}figure.row .title{text-anchor:start;font-size:12.5px}figure.row .end{text-anchor:end;font-size:11px}}
`;

/** On paper: everything that a reader of the page would open is open, nothing that needs a hand is there, cards stay whole. */
export const stylePrint = `
@media print{
html{font-size:12px}body{font-size:9.2pt;line-height:1.4}main,footer{max-width:none;padding:0}
.bar,.js,.scripted .js,.skip-link,.copies,.snippets,.raw,.keys{display:none!important}
details:not(.snippets,.raw,.all)::details-content{content-visibility:visible;display:block;height:auto}
summary::before{display:none}
.card,.diagnoses li,figure,table.stages,.glossary>div,tr{break-inside:avoid}h2,h3,h4,summary{break-after:avoid}
h1{margin-top:0;font-size:18pt}h2{margin-top:1.4rem}
.scroll{overflow:visible}.glance{font-size:6pt;border-spacing:1px;table-layout:auto}.glance td{min-width:0;height:1.4rem}.glance tbody th{font-size:6.5pt;position:static;padding-right:.2rem}.glance thead th{height:auto}.glance td a{height:1.4rem}
h2{break-before:auto}.exhibit{grid-template-columns:1fr 1fr;gap:.4rem 1.4rem}.facts{grid-column:1/-1;flex-direction:row;flex-wrap:wrap;gap:.3rem 1.6rem}.facts>div{max-width:100%}.exhibit,.why,.stages{margin:.4rem 0}.stages th,.stages td{padding-top:.1rem;padding-bottom:.1rem}.description,.promise{font-size:1em}.card{padding-bottom:.4rem}
.card[open]{box-shadow:none}a{color:inherit;text-decoration:none}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
`;
