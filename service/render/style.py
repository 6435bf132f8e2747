"""The style sheet of the html note: light, calm, readable on a phone and on paper."""

STYLE = """
:root { color-scheme: light; --ink: #1d2733; --quiet: #566373; --rule: #dbe1e8; --tint: #f4f7fa;
  --holds: #1c6b43; --partly: #1a6477; --unknown: #7a5600; --risk: #a3241c; --choice: #6d3a8c; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; color: var(--ink); background: #fff; font: 16px/1.5 system-ui, "Segoe UI", Roboto,
  "Helvetica Neue", Arial, sans-serif; overflow-wrap: break-word; }
.page { max-width: 56rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; }
header p { margin: .1rem 0; color: var(--quiet); }
header .patient { color: var(--ink); font-weight: 600; font-size: 1.05rem; }
h1 { font-size: 1.3rem; line-height: 1.25; margin: 0 0 .2rem; }
h2 { font-size: 1.1rem; line-height: 1.3; margin: 2.2rem 0 .5rem; padding-bottom: .25rem;
  border-bottom: 1px solid var(--rule); }
.outcome { margin: 1.2rem 0; padding: 1rem 1.2rem; border: 1px solid var(--rule); border-left: 6px solid #3b6ea5;
  border-radius: 6px; background: var(--tint); }
.outcome.open { border-left-color: #b98900; }
.outcome h2 { margin: 0; padding: 0; border: 0; font-size: 1.5rem; }
.outcome .status { margin: .1rem 0 .6rem; color: var(--quiet); }
.outcome ul { margin: 0; }
ul { list-style: none; margin: 0; padding: 0; }
li { position: relative; }
.entry, .lead { padding-left: 1.5rem; margin: .35rem 0; }
.entry { margin: .8rem 0; }
.entry > p { margin: 0; }
.claim { display: flex; gap: .3rem 1rem; justify-content: space-between; align-items: baseline; flex-wrap: wrap; }
.claim > span:first-child { flex: 1 1 24rem; min-width: 0; }
.aside { color: var(--quiet); font-size: .85rem; }
.lines { margin: .15rem 0 0; font-size: .92rem; color: #33404e; }
.lines > li { margin: .2rem 0; padding-left: 1.2rem; }
.mark { position: absolute; left: 0; width: 1.2rem; font-weight: 700; }
.holds { color: var(--holds); } .partly { color: var(--partly); } .unknown { color: var(--unknown); }
.risk { color: var(--risk); } .choice { color: var(--choice); }
.label { font-weight: 600; }
.about, .legend { margin: .2rem 0 .6rem; color: var(--quiet); font-size: .9rem; }
.legend > span { white-space: nowrap; margin-right: 1rem; }
.legend .mark { position: static; margin: 0; }
nav { margin: .8rem 0; font-size: .9rem; }
nav a { display: inline-block; margin-right: .9rem; padding: .15rem 0; }
a { color: #1f5a94; text-decoration: none; } a:hover, a:focus { text-decoration: underline; }
.cites { color: var(--quiet); font-size: .85em; white-space: nowrap; }
.cites.many { white-space: normal; }
.plots { display: flex; flex-wrap: wrap; gap: .6rem 1.2rem; margin: .5rem 0; }
figure { margin: 0; flex: 1 1 19rem; max-width: 24rem; padding: .5rem .6rem; border: 1px solid var(--rule);
  border-radius: 6px; }
figcaption { font-size: .82rem; color: var(--quiet); line-height: 1.35; }
svg { display: block; width: 100%; height: auto; }
svg text { font-size: 12px; fill: var(--ink); }
svg .before { fill: #b9c6d4; } svg .after { fill: #3b6ea5; }
svg .spread { stroke: #1d2733; stroke-width: 1; } svg .axis { stroke: #8593a3; stroke-width: 1; }
.sources .entry { padding-left: 2.4rem; }
.number { position: absolute; left: 0; color: var(--quiet); }
:target { background: #fff6dc; }
footer { margin-top: 2.5rem; padding-top: .8rem; border-top: 1px solid var(--rule); font-size: .88rem;
  color: var(--quiet); }
footer p { margin: .3rem 0; overflow-wrap: anywhere; }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
@media (max-width: 36rem) {
  .page { padding: 1rem .9rem 2rem; }
  .outcome { padding: .8rem .9rem; } .outcome h2 { font-size: 1.25rem; }
  .lines > li { padding-left: 1rem; }
}
@media print {
  @page { margin: 16mm 15mm; }
  html { font-size: 9.5pt; }
  body { font-size: 1rem; line-height: 1.35; }
  .page { max-width: none; padding: 0; }
  nav, .lines > .screen { display: none; }
  a { color: inherit; }
  h1 { font-size: 14pt; } h2 { font-size: 11.5pt; margin-top: 14pt; break-after: avoid; }
  .outcome { break-inside: avoid; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  .outcome h2 { font-size: 15pt; }
  .claim, .lines > li, figure { break-inside: avoid; }
  .claim { break-after: avoid; flex-wrap: nowrap; }
  .about { break-after: avoid; }
  figure { max-width: 75mm; flex-basis: 70mm; }
  svg rect { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  .entry { margin: .5rem 0; }
  .lines > li { margin: .1rem 0; }
  .sources > ul { columns: 2; column-gap: 8mm; font-size: 7.5pt; }
  .sources .lines { font-size: 7pt; }
  .sources .entry { padding-left: 2rem; margin: 0 0 .4rem; }
}
"""
