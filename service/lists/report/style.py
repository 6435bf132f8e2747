"""The style sheet of a report: the note's own, with tables, plots and a dark side."""

from immunote.service.render.style import STYLE as NOTE

STYLE = (
    NOTE
    + """
:root { color-scheme: light dark; --back: #fff; --link: #1f5a94; --accent: #3b6ea5; --bar: #e3eaf1; }
body { background: var(--back); }
a { color: var(--link); }
.outcome { border-left-color: var(--accent); padding: .6rem 1.2rem; }
.outcome p { margin: .5rem 0; font-size: 1.08rem; line-height: 1.45; }
.outcome p.first { font-size: 1rem; color: var(--quiet); }
.plot { margin: .6rem 0; } .plot svg { width: auto; max-width: 100%; }
.plot .narrow { display: none; }
.plot svg text { fill: var(--ink); }
.key { margin: .2rem 0; font-size: .88rem; color: var(--quiet); }
.key span { margin-right: 1rem; white-space: nowrap; }
.key i { display: inline-block; width: .8em; height: .8em; margin-right: .35em; border-radius: 2px;
  vertical-align: -.05em; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; font-size: .94rem; }
caption { text-align: left; color: var(--quiet); font-size: .9rem; padding-bottom: .2rem; }
th, td { text-align: left; padding: .28rem .8rem .28rem 0; border-bottom: 1px solid var(--rule); vertical-align: top; }
th { font-weight: 600; }
td.count, th.count { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; padding-right: .2rem;
  padding-left: .6rem; }
td.count + td:not(.count), th.count + th:not(.count) { padding-left: 1.4rem; }
th.count { white-space: normal; }
thead th { color: var(--quiet); font-size: .85rem; font-weight: 600; vertical-align: bottom; }
h3 { font-size: 1rem; margin: 1.6rem 0 .2rem; }
details { margin: .4rem 0; } summary { cursor: pointer; color: var(--link); font-size: .92rem; }
.help { color: var(--quiet); font-size: .88rem; }
.mono { font-family: ui-monospace, "SF Mono", Consolas, monospace; font-size: .84rem; overflow-wrap: anywhere; }
@media (max-width: 46rem) { .plot .wide { display: none; } .plot .narrow { display: block; } }
@media (max-width: 36rem) { th, td { padding-right: .4rem; } table { font-size: .9rem; } }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #e2e7ed; --quiet: #a3afbc; --rule: #38424e; --tint: #1b222b; --back: #12171d; --link: #8ab8e6;
    --accent: #6b9bd1; }
}
@media print {
  .plot .wide { display: block; } .plot .narrow { display: none; }
  .plot, tr, .outcome { break-inside: avoid; }
  .plot svg path { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  summary { display: none; }
}
"""
)
