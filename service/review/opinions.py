"""Opinions given on the page: what makes one whole, which of them count, and the file that takes them home."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from immunote.engine.rulebase import RuleBase
from immunote.service.review.signing import is_day
from immunote.service.storage.opinions import KeptOpinion

VERDICTS = {
    "agree": "agree",
    "too_strong": "too strong",
    "too_weak": "too weak",
    "unsafe": "unsafe",
    "comment": "comment only",
}
"""What may be said of a vignette, with its words on the page."""
DISAGREEING = ("too_strong", "too_weak", "unsafe")
SIGNING = {"agree": "agree", "disagree": "disagree"}
"""What may be said of a part of the rules: the verdicts of a sign-off."""
KIND = "immunote opinions"
LONGEST_COMMENT, LONGEST_NAME = 4000, 200


def faults_of(given: KeptOpinion, verdicts: Mapping[str, str]) -> list[str]:
    """What an opinion lacks, in words for its writer; nothing where it is whole."""
    found = []
    if given.verdict not in verdicts:
        found.append(f"Choose one of: {', '.join(verdicts.values())}.")
    if given.verdict != "agree" and given.verdict in verdicts and not given.comment.strip():
        found.append("Say why, in a line or two, so that somebody can mend it.")
    if not given.reviewer.strip():
        found.append("Say who you are.")
    if not given.role.strip():
        found.append("Say as what you judge: a speciality, for instance.")
    if not is_day(given.date):
        found.append("Give the day as 2026-11-22.")
    if len(given.comment) > LONGEST_COMMENT:
        found.append(f"The comment has {len(given.comment)} characters; at most {LONGEST_COMMENT} are kept.")
    if max(len(given.reviewer), len(given.role)) > LONGEST_NAME:
        found.append(f"Names and roles have at most {LONGEST_NAME} characters.")
    return found


def latest(opinions: Iterable[KeptOpinion]) -> list[KeptOpinion]:
    """Of each reviewer the last word on each subject, in the order in which subjects were first judged."""
    found: dict[tuple[str, str], KeptOpinion] = {}
    for each in opinions:
        found[each.subject, each.reviewer.casefold()] = each
    return list(found.values())


def file_of(rulebase: RuleBase, opinions: Iterable[KeptOpinion]) -> str:
    """The file for `immunote review import`: all opinions, the oldest first, with the rule base that they are of."""
    about = {"kind": KIND, "rulebase": rulebase.id, "version": rulebase.version}
    return json.dumps({**about, "opinions": [asdict(each) for each in opinions]}, ensure_ascii=False, indent=1) + "\n"
