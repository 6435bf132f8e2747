"""What was loaded, back in words: a condition in the rule language, a sentence with its figures in place."""

from __future__ import annotations

from immunote.engine.rulebase import RuleBase
from immunote.engine.sentences import PLACEHOLDER, Text
from immunote.engine.tree import Always, And, AtLeast, Compare, Is, Known, Node, Not, OneOf, Or, Ref, refuse
from immunote.engine.words import fill


def condition_words(node: Node, inside: bool = False) -> str:
    """The condition as text; in brackets where it stands inside another and needs them."""
    match node:
        case Always():
            return "otherwise"
        case Not(Always()):
            return "never"
        case Is(name) | Ref(name):
            return name
        case Known(name):
            return f"known({name})"
        case Compare(element, op, _, threshold):
            return f"{element} {op} {threshold}"
        case OneOf(element, (value,)):
            return f'{element} == "{value}"'
        case OneOf(element, values):
            members = ", ".join(f'"{value}"' for value in values)
            return f"{element} in ({members})"
        case Not(child):
            return f"not {condition_words(child, True)}"
        case AtLeast(_, children, threshold):
            return f"at_least({', '.join([threshold, *(condition_words(child) for child in children)])})"
        case And(children) | Or(children):
            word = " and " if isinstance(node, And) else " or "
            text = word.join(condition_words(child, True) for child in children)
            return f"({text})" if inside else text
    refuse(node, "words")


def sentence(rulebase: RuleBase, text: Text) -> str:
    """A sentence with its figures and thresholds filled in; what comes from the patient stays in braces."""
    kept = {
        name: "{" + name + "}"
        for name in PLACEHOLDER.findall(text.template)
        if name in rulebase.elements or name[0] == "@"
    }
    parts = PLACEHOLDER.split(text.template)
    # split() gives text, name, text, name, ...: every second part is a placeholder's name
    return "".join(
        part if place % 2 == 0 else kept.get(part) or fill(rulebase, "{" + part + "}", {})
        for place, part in enumerate(parts)
    )
