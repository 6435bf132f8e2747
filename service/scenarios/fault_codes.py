"""The codes of faults in scenarios."""

from __future__ import annotations

from immunote.engine.faults import explain

explain(
    {
        "V01": "no scenarios can be read there",
        "V02": "a file that is no Gherkin",
        "V03": "two scenarios of one name in a file",
        "V04": "a sentence that no scenario has",
        "V05": "a sentence that the rule base cannot read, or that stands in the wrong place",
        "V06": "a fact that cannot be written as a sentence",
    }
)
