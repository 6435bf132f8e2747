"""The review pack as one self-contained HTML file, for a screen, a phone and paper: no script, nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Any

from immunote.engine.noting.citing import citation_text
from immunote.engine.reviewing.content import content_of
from immunote.engine.rulebase import Detail, Named, RuleBase
from immunote.engine.unparse import condition_words, sentence
from immunote.engine.words import dated, with_unit
from immunote.service.render.html import POLICY
from immunote.service.render.style import STYLE
from immunote.service.render.words import capital, counted
from immunote.service.review.pack import PackRow
from immunote.service.review.reviewed import Reviewed
from immunote.service.review.sign_off_states import WORDS, SignOffState
from immunote.service.review.signing import VERDICTS

_MORE_STYLE = """
.part { margin-top: 2.4rem; }
.part > h2 { display: flex; flex-wrap: wrap; gap: .2rem 1rem; justify-content: space-between; }
.part > h2 .aside { font-weight: 400; }
.part h3 { font-size: 1rem; margin: 1.3rem 0 .2rem; }
.part h3 .kind { font-weight: 400; color: var(--quiet); }
dl { margin: .4rem 0; } dt { font-weight: 600; font-size: .9rem; color: var(--quiet); margin-top: .5rem; }
dd { margin: .1rem 0 .4rem; } dd p { margin: .15rem 0; } dd > div { font-size: .95em; }
code { font: .86em/1.45 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.in { margin: 0 0 .3rem 1.1rem; } .key-word { color: var(--quiet); }
.scenario { margin: .8rem 0; padding: .6rem .8rem; border: 1px solid var(--rule); border-radius: 6px; }
.scenario h4 { margin: 0 0 .3rem; font-size: .95rem; }
.three { display: grid; grid-template-columns: 1fr 1fr 1.3fr; gap: .3rem 1rem; font-size: .88rem; }
.three b { display: block; color: var(--quiet); font-weight: 600; }
.three p { margin: .1rem 0; }
.answer { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; margin-top: .5rem; padding-top: .4rem;
  border-top: 1px dashed var(--rule); font-size: .88rem; }
.answer .line { flex: 1 1 12rem; }
.box { display: inline-block; width: .85em; height: .85em; border: 1.2px solid var(--ink); border-radius: 2px;
  margin-right: .35em; vertical-align: -.08em; }
.key { color: var(--quiet); font-size: .75rem; }
details { margin: .4rem 0; } summary { color: #1f5a94; cursor: pointer; font-size: .9rem; }
.contents { columns: 2; column-gap: 2rem; font-size: .9rem; } .contents li { margin: .15rem 0; break-inside: avoid; }
@media (max-width: 44rem) { .three { grid-template-columns: 1fr; } .contents { columns: 1; } }
@media print { .scenario, .answer { break-inside: avoid; } .part { margin-top: 14pt; }
  .part > h2, h3, h4 { break-after: avoid; } .three { font-size: 8.5pt; } details.screen { display: none; } }
"""


def render_pack(rows: Sequence[PackRow], reviewed: Reviewed, standings: Iterable[SignOffState]) -> str:
    """The pack as one HTML document: each part with what stands behind it, its sign-offs and its scenarios."""
    of = {part: list(found) for part, found in groupby(sorted(rows, key=_in_order(reviewed)), key=lambda row: row.part)}
    return "\n".join(_page(of, reviewed, list(standings), len(rows))) + "\n"


def _in_order(reviewed: Reviewed) -> Any:
    order = {part: place for place, part in enumerate(reviewed.titles)}
    return lambda row: order[row.part]


def _page(
    of: Mapping[str, list[PackRow]], reviewed: Reviewed, standings: list[SignOffState], count: int
) -> Iterator[str]:
    rulebase = reviewed.rulebase
    title = f"Review of {rulebase.title}"
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(title)}</title>\n<style>{STYLE}{_MORE_STYLE}</style>\n</head>"
    yield f'<body>\n<div class="page">\n<header>\n<h1>{escape(title)}</h1>'
    yield f"<p>{escape(f'{rulebase.id} {rulebase.version} · {dated(rulebase)}')}</p>\n</header>"
    yield "<main>\n" + "".join(f"<p>{escape(line)}</p>\n" for line in _about(len(standings), count))
    yield '<nav aria-label="Contents"><ul class="contents">'
    for each in standings:
        yield f'<li><a href="#{escape(each.part)}">{escape(each.title)}</a></li>'
    yield "</ul></nav>"
    for each in standings:
        yield from _part(each, reviewed, of.get(each.part, []))
    yield f"</main>\n<footer><p>{escape(rulebase.intended_use)}</p>"
    yield f"<p>Content {escape(rulebase.content_hash)}</p></footer>\n</div>\n</body>\n</html>"


def _about(parts: int, scenarios: int) -> Iterator[str]:
    yield (
        f"{counted(parts, 'rule or table', 'rules and tables')} and {counted(scenarios, 'scenario')}, each an invented "
        "patient: what is given, what the rules are expected to do, and what the note says. What is marked ○ is this "
        "project's choice, with no source behind it."
    )
    yield (
        "Mark each scenario on paper, or in the spreadsheet that comes with this file. Where you disagree, say why, "
        "and what you expect instead. Please write nothing that could tell who a patient is."
    )


def _part(standing: SignOffState, reviewed: Reviewed, rows: list[PackRow]) -> Iterator[str]:
    rulebase = reviewed.rulebase
    yield f'<section class="part" id="{escape(standing.part)}">'
    state = f"{WORDS[standing.state]} · content {standing.content[:12]}"
    yield f'<h2><span>{escape(standing.title)}</span> <span class="aside">{escape(state)}</span></h2>'
    yield from _signed(standing)
    if standing.part in rulebase.rules:
        yield from _rule(rulebase, rulebase.rules[standing.part])
    yield from _behind(rulebase, standing.part)
    if rows:
        yield f"<h3>{escape(capital(counted(len(rows), 'scenario')))}</h3>"
    for row in rows:
        yield from _scenario(row)
    yield "</section>"


def _signed(standing: SignOffState) -> Iterator[str]:
    if standing.sign_offs:
        yield "<dl><dt>Sign-offs</dt>"
        for each in standing.sign_offs:
            words = f"{each.date}, {each.reviewer}, {each.role}: {each.verdict}s"
            stands = "" if each.content == standing.content else f" (of another content, {each.content[:12]})"
            yield f"<dd>{escape(words + stands + (f'. {each.comment}' if each.comment else ''))}</dd>"
        yield "</dl>"
    if standing.changes:
        yield "<dl><dt>Changed since the last sign-off</dt>"
        for where, before, after in standing.changes:
            yield f"<dd><b>{escape(where)}</b><p>before: {escape(before or 'nothing')}</p>"
            yield f"<p>after: {escape(after or 'nothing')}</p></dd>"
        yield "</dl>"


def _rule(rulebase: RuleBase, rule: Named) -> Iterator[str]:
    about = rulebase.about
    words = [about.sections[about.kinds[rule.kind].section]]
    words += [about.strengths.get(rule.strength, rule.strength)] if rule.strength else []
    words.append(f"certainty: {about.certainties[rule.certainty]}")
    yield f'<p class="aside">{escape(" · ".join(words))}</p>\n<dl>'
    if rule.says is not None:
        yield f"<dt>The note says</dt><dd>{escape(sentence(rulebase, rule.says))}</dd>"
    if rule.details:
        yield "<dt>Below it</dt>" + "".join(_detail(rulebase, each) for each in rule.details)
    if rule.certainty_because:
        yield "<dt>Why this certainty</dt>" + "".join(_detail(rulebase, each) for each in rule.certainty_because)
    yield f"<dt>Holds where</dt><dd><code>{escape(' '.join(rule.source_text.split()))}</code></dd>"
    if rule.choice:
        yield f"<dt>○ Project's choice</dt><dd>{escape(rule.choice)}</dd>"
    yield "</dl>"


def _detail(rulebase: RuleBase, detail: Detail) -> str:
    where = "" if detail.when is None else f" (where {condition_words(detail.when)})"
    labels = _labels(rulebase, detail.cites)
    mark = "○ " if detail.choice else ""
    behind = f" [{', '.join(labels)}]" if labels else ""
    return f"<dd>{escape(mark + sentence(rulebase, detail.text) + where + behind)}</dd>"


def _behind(rulebase: RuleBase, part: str) -> Iterator[str]:
    """What else a sign-off stands for: definitions, thresholds and sources in full; questions folded away."""
    content = content_of(rulebase, part)
    yield "<dl>"
    if part not in rulebase.rules:
        yield "<dt>The table</dt>"
        yield f"<dd>{_value(content['itself'])}</dd>"
    if content["definitions"]:
        yield "<dt>Definitions</dt>"
    for name, each in content["definitions"].items():
        yield f"<dd>{escape(each['title'])} (<code>{escape(name)}</code>)"
        yield f"<div><code>{escape(each['source text'])}</code></div>"
        yield (f"<div>○ {escape(each['choice'])}</div>" if "choice" in each else "") + "</dd>"
    yield from _groups(rulebase, [content["itself"], *content["definitions"].values()])
    if content["thresholds"]:
        yield "<dt>Thresholds</dt>"
    for name, each in content["thresholds"].items():
        behind = f"○ {each['choice']}" if "choice" in each else ", ".join(_labels(rulebase, each.get("cites", [])))
        number = with_unit(rulebase.thresholds[name].value, each["unit"])
        yield f"<dd><code>{escape(name)}</code>: {escape(number)}<div>{escape(behind)}</div></dd>"
    if content["sources"]:
        yield "<dt>Sources</dt>"
    for name, each in content["sources"].items():
        yield f"<dd>{_source(citation_text(rulebase.sources[name]), each)}</dd>"
    yield "</dl>"
    if content["questions"]:
        count = counted(len(content["questions"]), "question")
        yield f'<details class="screen"><summary>{escape(count)} that it reads</summary><dl>'
        yield "".join(f"<dt>{escape(name)}</dt><dd>{_value(each)}</dd>" for name, each in content["questions"].items())
        yield "</dl></details>"


def _groups(rulebase: RuleBase, contents: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The groups that conditions name as written, spelt out."""
    written = " ".join(each.get("source text", "") for each in contents)
    named = [(f"{group}.{key}", key, group) for group, parts in rulebase.groups.items() for key in parts]
    found = [(name, rulebase.groups[group][key]) for name, key, group in named if re.search(rf"\b{name}\b", written)]
    whole = [name for name in rulebase.groups if re.search(rf"\b{name}\b(?!\.)", written)]
    found += [(name, rulebase.groups[name]["members"]) for name in whole]
    if found:
        yield "<dt>Groups</dt>"
    for name, members in found:
        labels = "; ".join(rulebase.elements[each].label for each in members)
        yield f"<dd><code>{escape(name)}</code>: {escape(labels)}</dd>"


def _labels(rulebase: RuleBase, cites: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(rulebase.sources[cite.partition(".")[0]].label for cite in cites))


def _source(citation: str, source: Mapping[str, Any]) -> str:
    about = f"{citation} {source['design']}; read: {source['read']}."
    lines = [f"<b>{escape(source['label'])}</b>: {escape(about)}"]
    lines += [f"Limits: {escape(source['limits'])}"] if "limits" in source else []
    for figure in source["figures"].values():
        values = "; ".join(f"{key}: {value}" for key, value in figure.get("values", {}).items())
        lines.append(f"{escape(figure['title'])}" + (f" ({escape(values)})" if values else ""))
    return "".join(f"<div>{line}</div>" for line in lines)


def _value(value: Any) -> str:
    """Nested data, one level a step to the right."""
    if isinstance(value, dict):
        return "".join(_entry(str(key), each) for key, each in value.items())
    if isinstance(value, list) and any(isinstance(each, dict | list) for each in value):
        return "".join(f"<div>{_value(each)}</div>" for each in value)
    if isinstance(value, list):
        return escape("; ".join(str(each) for each in value))
    return escape("yes" if value is True else "no" if value is False else str(value))


def _entry(key: str, value: Any) -> str:
    inner = value
    if isinstance(value, dict):
        inner = {name: each for name, each in value.items() if (name, each) not in (("id", key), ("name", key))}
    if isinstance(inner, dict) or (isinstance(inner, list) and any(isinstance(each, dict | list) for each in inner)):
        return f"<div><b>{escape(key)}</b></div><div class=in>{_value(inner)}</div>"
    return f"<div><span class=key-word>{escape(key)}:</span> {_value(value)}</div>"


def _scenario(row: PackRow) -> Iterator[str]:
    yield f'<article class="scenario"><h4>{escape(row.name)}</h4><div class="three">'
    for title, lines in (("Given", row.given), ("Expected", row.expected), ("The note says", row.says)):
        yield f"<div><b>{title}</b>" + "".join(f"<p>{escape(capital(line))}</p>" for line in lines) + "</div>"
    yield "</div>"
    met = "" if row.is_met else "<span>The expectation is not met.</span>"
    boxes = "".join(f'<span><span class="box"></span>{verdict}</span>' for verdict in VERDICTS)
    yield f'<div class="answer">{boxes}{met}'
    yield f'<span class="line">Comment:</span><span class="key">{escape(row.key)}</span></div></article>'
