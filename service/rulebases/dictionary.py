"""Elements of the data dictionary as plain data, for other programs."""

from __future__ import annotations

from typing import Any

from immunote.engine.elements import Element
from immunote.engine.profile import number_json, value_json
from immunote.engine.unparse import condition_words


def element_json(element: Element) -> dict[str, Any]:
    """One element for other programs."""
    low, high = element.low, element.high
    limit = element.says_nothing_after
    may = element.may_become
    derivations = [
        {"how": each.how, "inputs": list(each.inputs)}
        | ({} if each.formula is None else {"called": each.formula.called, "formula": each.formula.text})
        for each in element.derivations
    ]
    return {
        "name": element.name,
        "question": element.question,
        "label": element.label,
        "group": element.group,
        "type": element.type,
        "unit": element.unit,
        "decimals": element.decimals if element.type == "decimal" else None,
        "range": None if low is None or high is None else [value_json(element, low), value_json(element, high)],
        "values": dict(element.values),
        "not_an_answer": list(element.not_an_answer),
        "absence": element.absence,
        "left_out_counts_as": [
            {
                "value": value_json(element, each.value),
                "where": None if each.when is None else condition_words(each.when),
                "because": each.because,
            }
            for each in element.absent_means
        ],
        "no_longer_read_after": None if limit is None else {"value": number_json(limit.value), "unit": limit.unit},
        "no_counts_only_where": None if element.no_needs is None else condition_words(element.no_needs),
        "only_if": element.only_if,
        "follows_from": derivations,
        "assumed_for_leaning": None if element.leaning is None else value_json(element, element.leaning),
        "may_become": may if may == "any" else [value_json(element, each) for each in may],
        "rank": element.rank,
        "codes": {system: list(codes) for system, codes in element.codes.items()},
    }
