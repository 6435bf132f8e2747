"""A condition as a reader of the site sees it: nested lists in words, each name of the rules a link."""

from __future__ import annotations

from collections.abc import Sequence

from immunote.engine.rulebase import RuleBase
from immunote.engine.tree import And, AtLeast, Node, Not, Or, Ref
from immunote.engine.words import capital, with_unit, within
from immunote.service.render.plain_words import condition_in_words
from immunote.service.site.markdown import html_link, text


def asked(rulebase: RuleBase, node: Node) -> str:
    """The condition as HTML. A list begins with whether all of it, one of it or none of it is asked."""
    match node:
        case And(children):
            return _listed(rulebase, "All of these:", children)
        case Or(children):
            return _listed(rulebase, "One or more of these:", children)
        case AtLeast(_, children, threshold):
            limit = rulebase.thresholds[threshold]
            return _listed(rulebase, f"{with_unit(limit.value, limit.unit)} or more of these:", children)
        case Not(child) if isinstance(child, Or):
            return _listed(rulebase, "None of these:", child.children)
        case Not(child) if isinstance(child, And | AtLeast):
            return f"Not so: {asked(rulebase, child)}"
        case Not(child):
            return f"not: {asked(rulebase, child)}"
        case Ref(name) if name in rulebase.named:
            named = rulebase.named[name]
            page, anchor = (f"rules/{name}.md", "") if named.is_rule else ("definitions.md", name)
            return html_link(within(named.title), page, anchor)
        case _:
            return text(condition_in_words(rulebase, node))


def asked_block(rulebase: RuleBase, node: Node) -> str:
    """The condition as a block of HTML between Markdown."""
    return f'\n<div class="asks">{capital_html(asked(rulebase, node))}</div>\n'


def capital_html(html: str) -> str:
    """HTML whose first word, where it stands before any tag, has a capital."""
    return html if html.startswith("<") else capital(html)


def _listed(rulebase: RuleBase, head: str, children: Sequence[Node]) -> str:
    items = "".join(f"<li>{asked(rulebase, each)}</li>" for each in children)
    return f"{text(head)}<ul>{items}</ul>"
