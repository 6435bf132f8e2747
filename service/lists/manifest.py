"""What a run was made from and what came of it. It holds no time and no place, so equal runs have equal manifests."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from immunote.engine.faults import Fault
    from immunote.engine.rulebase import RuleBase

Status = Literal["running", "finished"]


class ManifestPart(BaseModel):
    """Base: frozen, nothing beyond what is listed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ListInput(ManifestPart):
    """The list that was read. `name` is the file's own, without its folder; of several files the first one's name and
    how many there are. `sha256`: of the file; of several, of their own hashes in order, one a line.
    """

    name: str
    bytes: int
    sha256: str

    @classmethod
    def of(cls, files: Sequence[Path], name: str | None = None) -> ListInput:
        """What these files hold together. `name`: where it is not that of a file. Raises OSError."""
        hashes = [sha256_of(path) for path in files]
        whole = hashes[0] if len(hashes) == 1 else hashlib.sha256("\n".join(hashes).encode()).hexdigest()
        if name is None:
            name = files[0].name if len(files) == 1 else f"{files[0].name} and {len(files) - 1} more"
        return cls(name=name, bytes=sum(path.stat().st_size for path in files), sha256=whole)


class ManifestRules(ManifestPart):
    """The rule base that decided."""

    id: str
    version: str
    content_hash: str
    evidence_as_of: str

    @classmethod
    def of(cls, rulebase: RuleBase) -> ManifestRules:
        """The part of a rule base that a manifest names."""
        return cls(
            id=rulebase.id,
            version=rulebase.version,
            content_hash=rulebase.content_hash,
            evidence_as_of=rulebase.evidence_as_of,
        )


class RunSettings(ManifestPart):
    """What the result depends on besides the input and the rules. `map`: the SHA-256 of the map file.

    `sheet`, `missing`, `real`, `means`, `ignore`: what was said of how the list is read; `query`: the SHA-256
    of what a database was asked.
    """

    immunote: str
    polars: str
    engine: Literal["polars", "spark"]
    kind: str
    part_rows: int
    checked_rows_a_part: int
    id: str
    columns: tuple[str, ...]
    settled_by: bool
    notes: str
    jurisdiction: str | None
    map: str | None = None
    as_of: str | None = None
    sheet: str | None = None
    missing: tuple[str, ...] = ()
    real: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    query: str | None = None


class RowCounts(ManifestPart):
    """Rows. `read` is the sum of the other two."""

    read: int
    evaluated: int
    quarantined: int


class Receipt(ManifestPart):
    """One finished part. `files`: rows, quarantine, notes -> SHA-256 of what was written.

    `synthetic`: the rows read, quarantined ones included, whose ids say that `immunote synth` has made them up.
    """

    number: int
    first_row: int
    rows: RowCounts
    statuses: dict[str, int]
    outcomes: dict[str, int]
    quarantined_by: dict[str, int]
    synthetic: int = 0
    files: dict[str, str]


class Manifest(ManifestPart):
    """A run. While it is under way, `rows` is None and `parts` is empty. `synthetic`: rows, as in the receipts."""

    format: Literal[1] = 1
    status: Status
    input: ListInput
    rules: ManifestRules
    made: RunSettings
    rows: RowCounts | None = None
    synthetic: int = 0
    warnings: tuple[str, ...] = ()
    files: dict[str, str] = {}
    parts: tuple[Receipt, ...] = ()


@dataclass(frozen=True)
class Done:
    """What came of a run, on one machine or on Spark. `warnings`: what did not stop it; `taken_over`: rows that
    `--since` took from a former result in this process."""

    manifest: Manifest
    warnings: tuple[Fault, ...]
    taken_over: int = 0


def differences(then: Manifest, now: Manifest) -> list[tuple[str, str, str]]:
    """What differs between a run and the one that would go on with it: what, then, now. The file's name may change."""
    found = []
    for group in ("input", "rules", "made"):
        old, new = getattr(then, group).model_dump(), getattr(now, group).model_dump()
        found += [
            (f"{group}.{key}", str(old[key]), str(new[key]))
            for key in new
            if old[key] != new[key] and (group, key) != ("input", "name")
        ]
    return found


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
