"""Writing sign-offs: into reviews.yaml, and what was signed into reviews/<hash>.json beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from immunote.engine.faults import Fault, Refused, nearest, shorten
from immunote.engine.loading.reviews import hash_of
from immunote.engine.rulebase import RuleBase
from immunote.engine.shapes.reviews import FILE, FOLDER
from immunote.engine.sign_offs import Verdict
from immunote.service.render.words import clean
from immunote.service.review.reviewed import Reviewed

VERDICTS: tuple[Verdict, ...] = ("agree", "disagree")
_HEAD = """\
# Which clinician signed which rule or table, as it stood: written by `immunote review sign`; see docs/review.md.
# What was signed is kept beside this file, in reviews/<hash>.json. No part of the rule base's content hash.
"""
_SHORTEST_HASH = 8


@dataclass(frozen=True)
class Signature:
    """What a reviewer says of one or more parts."""

    reviewer: str
    role: str
    verdict: str
    date: str
    comment: str = ""

    def faults(self) -> list[Fault]:
        """What it lacks (V30)."""
        found = [
            Fault(f"--{name}", "V30", shorten(given) or "nothing", help_line)
            for name, given, help_line in (
                ("reviewer", self.reviewer, "say who signs"),
                ("role", self.role, "say as what: a speciality, for instance"),
            )
            if not clean(given)
        ]
        if self.verdict not in VERDICTS:
            found.append(Fault("--verdict", "V30", shorten(self.verdict) or "nothing", "agree or disagree"))
        if not is_day(self.date):
            found.append(Fault("--date", "V30", shorten(self.date) or "nothing", "a day as 2026-11-22"))
        if self.verdict == "disagree" and not clean(self.comment):
            found.append(Fault("--comment", "V30", "nothing", "say what is wrong, so that somebody can mend it"))
        return found


def is_day(text: str) -> bool:
    """Whether a text is a day that the calendar has, as 2026-11-22."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def parts_below(rulebase: RuleBase, folder: str) -> list[str]:
    """The rules in a folder of the rule base. Raises Refused (Q02)."""
    wanted = folder.strip("/")
    found = [name for name, rule in rulebase.rules.items() if rule.place.file.rpartition("/")[0] == wanted]
    if not found:
        folders = {rule.place.file.rpartition("/")[0] for rule in rulebase.rules.values()}
        raise Refused([Fault("--all-of", "Q02", shorten(folder), f"{nearest(wanted, folders)} a folder with rules")])
    return found


def sign(reviewed: Reviewed, parts: Sequence[str], signature: Signature, content: str | None = None) -> list[str]:
    """Write a sign-off of each part, as it stands now; the hashes of what was signed.

    `content`: the hash, or its beginning, of what the reviewer read; it has to be what stands. Raises Refused with
    every fault (Q02, V30, V31, V33), and then nothing was written.
    """
    faults = signature.faults()
    for part in parts:
        if part not in reviewed.titles:
            faults.append(Fault("PART", "Q02", shorten(part), nearest(part, reviewed.titles)))
    kept = {part: reviewed.content(part) for part in parts if part in reviewed.titles}
    hashes = {part: hash_of(each) for part, each in kept.items()}
    if content is not None:
        faults += _not_what_stands(reviewed, hashes, content)
    if faults:
        raise Refused(faults)
    folder = Path(reviewed.rulebase.folder)
    try:
        (folder / FOLDER).mkdir(exist_ok=True)
        for part, each in kept.items():
            text = json.dumps(each, ensure_ascii=False, indent=1) + "\n"
            (folder / FOLDER / f"{hashes[part]}.json").write_text(text, encoding="utf-8")
        entries = [entry for each in reviewed.rulebase.sign_offs for entry in _lines(_pairs_of(each))]
        for part, found in hashes.items():
            pairs = {"part": part, "content": found, "verdict": signature.verdict, "reviewer": signature.reviewer}
            pairs |= {"role": signature.role, "date": signature.date, "comment": signature.comment}
            entries += _lines(pairs)
        _replace(folder / FILE, _HEAD + "sign_offs:\n" + "".join(entries))
    except OSError as error:
        raise Refused([Fault(FILE, "V33", error.strerror or "not written", "is the folder yours to write?")]) from None
    return list(hashes.values())


def _not_what_stands(reviewed: Reviewed, hashes: dict[str, str], content: str) -> list[Fault]:
    if len(hashes) != 1:
        return [Fault("--content", "V31", shorten(content), "a hash is of one rule or table: name just that one")]
    ((part, now),) = hashes.items()
    if len(content) >= _SHORTEST_HASH and now.startswith(content):
        return []
    earlier = any(each.content.startswith(content) for each in reviewed.rulebase.sign_offs if each.part == part)
    what = "it was that and has changed" if earlier else f"nothing of that hash is known of `{part}`"
    help_line = f"{what}; it is {now[:12]} now: read that, then sign it"
    return [Fault("--content", "V31", shorten(content), help_line)]


def _pairs_of(sign_off: object) -> dict[str, str]:
    names = ("part", "content", "verdict", "reviewer", "role", "date", "comment")
    return {name: getattr(sign_off, name) for name in names}


def _lines(pairs: dict[str, str]) -> Iterable[str]:
    """One entry. A JSON string is a quoted YAML scalar, so that no name or comment can become anything else."""
    for place, (name, value) in enumerate(pairs.items()):
        if value or name != "comment":
            yield f"  {'  ' if place else '- '}{name}: {json.dumps(clean(value), ensure_ascii=False)}\n"


def _replace(path: Path, text: str) -> None:
    """Whole or not at all: a broken reviews.yaml would stop every note."""
    draft = path.with_suffix(".draft")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
