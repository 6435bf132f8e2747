"""OLD and NEW as they were typed become two loaded rule bases: a folder, or a folder at a git revision."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from immunote.engine.api import Engine
from immunote.engine.faults import Fault, Refused, shorten
from immunote.service import rulebases
from immunote.service.diffing import git
from immunote.service.diffing.model import VersionShown


@dataclass(frozen=True)
class Version:
    """One of the two, ready to be asked."""

    engine: Engine
    shown: VersionShown


def both(
    old: str, new: str, rules: Path | None, else_of: Callable[[], Path] = rulebases.folder
) -> tuple[Version, Version]:
    """Load both. A name that is a folder is a folder; else `REVISION` or `REVISION:FOLDER`.

    A revision alone is of the folder `rules`, else of the folder that the other name gives, else of that which
    `else_of` gives. Raises Refused with the faults of both: V40 to V42, and those of a rule base that does not load.
    """
    folders = [Path(each) for each in (old, new) if _is_folder(each)]
    where = rules or (folders[0] if folders else else_of())
    found: list[Version] = []
    faults: list[Fault] = []
    for given in dict.fromkeys((old, new)):
        try:
            found.append(_version(given, where))
        except Refused as refused:
            faults += refused.faults
    if faults:
        raise Refused(faults)
    return found[0], found[-1]


def _is_folder(given: str) -> bool:
    return given != "" and Path(given).is_dir()  # an empty path would mean the folder one is in


def _version(given: str, where: Path) -> Version:
    if _is_folder(given):
        return _loaded(Path(given), given, None)
    revision, colon, below = given.partition(":")
    repository = git.repository_of(where)
    commit = git.commit_of(repository, revision) if repository is not None and revision else None
    if repository is None or commit is None:
        raise Refused([Fault("rules diff", "V40", shorten(given), _neither(repository))])
    inside = below.strip("/") if colon else _inside(where, repository)
    name = f"{revision}:{inside}"
    with tempfile.TemporaryDirectory(prefix="immunote-") as scratch:
        target = Path(scratch) / "rules"
        if faults := git.write_out(repository, commit, inside, target):
            raise Refused(_at(name, faults))
        return _loaded(target, name, commit)


def _neither(repository: Path | None) -> str:
    if repository is None:
        return "no such folder; for a revision, name the rule base's folder in its repository with --rules"
    return "no such folder, and git knows no such revision here; `git log --oneline` lists them"


def _inside(folder: Path, repository: Path) -> str:
    below = folder.resolve().relative_to(repository.resolve()).as_posix()
    return "" if below == "." else below


def _loaded(folder: Path, given: str, commit: str | None) -> Version:
    try:
        engine = Engine.load(folder)
    except Refused as refused:
        raise Refused(_at(given, refused.faults)) from None
    rulebase = engine.rulebase
    shown = VersionShown(
        given=given,
        commit=commit,
        rulebase=rulebase.id,
        version=rulebase.version,
        evidence_as_of=rulebase.evidence_as_of,
        content_hash=rulebase.content_hash,
    )
    return Version(engine, shown)


def _at(given: str, faults: Collection[Fault]) -> list[Fault]:
    """Faults with the version in front of their place, so that it is plain which of the two is meant."""
    return [
        Fault(f"{given.rstrip('/')}/{fault.place}".rstrip("/"), fault.code, fault.text, fault.help) for fault in faults
    ]
