"""What `immunote rules prove --json` and `immunote rules coverage --json` wrote, read back for the pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from immunote.engine.faults import Fault, Refused, nearest, shorten
from immunote.engine.rulebase import RuleBase
from immunote.service.coverage.wording import UNNOTICED, not_noticed, not_shown

T = TypeVar("T")


class _Read(BaseModel):
    """What is read of a file. The commands may write more."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


class Proof(_Read):
    """One property of a rule base and whether it holds for all patients."""

    property: str
    says: str
    holds: bool
    asked: str
    not_answered: str | None = None
    faults: list[str] = []
    seconds: float


class CriterionFinding(_Read):
    """One thing that a condition asks, and the scenario that turns on it as true, as false and as unknown."""

    of: str
    asks: str
    true: str | None
    false: str | None
    unknown: str | None


class MutantFinding(_Read):
    """One changed rule base, and the scenario that notices the change."""

    of: str
    kind: str
    words: str
    by: str | None


class ImpossibleFinding(_Read):
    """A gap that no patient can close, with the reason."""

    of: str
    gap: str
    why: str

    @property
    def is_of_mutant(self) -> bool:
        """Whether it is a change that no patient can show."""
        return self.gap.startswith(UNNOTICED)


class GapFinding(_Read):
    """A gap that a scenario could close."""

    of: str
    gap: str


class Coverage(_Read):
    """What the scenarios show of a rule base."""

    rulebase: str
    scenarios: int
    criteria: list[CriterionFinding]
    mutants: list[MutantFinding]
    impossible: list[ImpossibleFinding]
    gaps: list[GapFinding]

    def why_impossible(self, of: str, gap: str) -> str | None:
        """Why no patient can close a gap; None where one could."""
        return next((each.why for each in self.impossible if (each.of, each.gap) == (of, gap)), None)

    def about(self, names: frozenset[str]) -> Coverage:
        """The part of it that is about definitions, rules and rows of these names."""
        return self.model_copy(
            update={
                "criteria": [each for each in self.criteria if each.of in names],
                "mutants": [each for each in self.mutants if each.of in names],
                "impossible": [each for each in self.impossible if each.of in names],
                "gaps": [each for each in self.gaps if each.of in names],
            }
        )


def gap_of(each: CriterionFinding | MutantFinding, truth: str = "") -> str:
    """How `immunote rules coverage` words what is not shown: of a criterion as true, false or unknown, of a mutant."""
    if isinstance(each, MutantFinding):
        return not_noticed(each.words)
    return not_shown(each.asks, truth)


_PROOFS = TypeAdapter(list[Proof])
_COVERAGE = TypeAdapter(Coverage)


def read_proofs(path: Path, rulebase: RuleBase) -> tuple[Proof, ...]:
    """The findings of the prover. Raises Refused where they cannot be read (V60) or are of other rules (V61)."""
    found = _read(path, _PROOFS, "immunote rules prove --json")
    faults = list(_of_other_properties(path, {each.property: each for each in found}, rulebase))
    if faults:
        raise Refused(faults)
    return tuple(found)


def read_coverage(path: Path, rulebase: RuleBase) -> Coverage:
    """What was found of coverage. Raises Refused where it cannot be read (V60) or is of other rules (V61)."""
    found = _read(path, _COVERAGE, "immunote rules coverage features --json")
    if found.rulebase != rulebase.content_hash:
        help_line = (
            f"the rules are {rulebase.content_hash[:12]} now; run `immunote rules coverage features --json` again"
        )
        raise Refused([Fault(str(path), "V61", shorten(found.rulebase), help_line)])
    return found


def _read(path: Path, shape: TypeAdapter[T], command: str) -> T:
    help_line = f"the file is what `{command}` prints"
    try:
        return shape.validate_json(path.read_bytes())
    except OSError as error:
        raise Refused([Fault(str(path), "V60", error.strerror or str(error), help_line)]) from None
    except ValidationError as error:
        raise Refused([_fault(path, dict(each), help_line) for each in error.errors()]) from None


def _fault(path: Path, error: Mapping[str, Any], help_line: str) -> Fault:
    where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in error["loc"])
    return Fault(f"{path}: ${where}", "V60", shorten(error["msg"]), help_line)


def _of_other_properties(path: Path, found: Mapping[str, Proof], rulebase: RuleBase) -> Iterator[Fault]:
    now = {each.id: each.says for each in rulebase.properties}
    again = "run `immunote rules prove --json` again"
    for name, proof in found.items():
        if name not in now:
            yield Fault(str(path), "V61", name, f"{nearest(name, now)} {again}")
        elif now[name] != proof.says:
            yield Fault(str(path), "V61", shorten(proof.says), f"{name} says something else now; {again}")
    yield from (Fault(str(path), "V61", name, f"it has no finding there; {again}") for name in now if name not in found)
