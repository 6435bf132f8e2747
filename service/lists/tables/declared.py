"""What a person declared about cells: codes for missing, values that look like codes, and what a cell means."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from immunote.engine.faults import Fault, nearest
from immunote.service.lists.tables.raw_table import ReadingChoices


@dataclass(frozen=True)
class DeclaredCells:
    """`missing`, `real`: column -> texts; the column None stands for every one. `means`: column -> cell -> text."""

    missing: dict[str | None, set[str]]
    real: dict[str | None, set[str]]
    means: dict[str, dict[str, str]]

    def missing_in(self, name: str) -> set[str]:
        """The codes for missing in a column, as they were given, less what is declared to be a value there."""
        return (self.missing.get(name, set()) | self.missing.get(None, set())) - self.real.get(name, set())

    def real_in(self, name: str) -> set[Decimal]:
        """The values of a column that look like codes and are none, and the codes that are settled as missing."""
        texts = self.real.get(name, set()) | self.real.get(None, set()) | self.missing_in(name)
        return {number for text in texts if (number := number_of(text)) is not None}


def number_of(text: str) -> Decimal | None:
    """The number that a text is, if it is one."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def declared(choices: ReadingChoices, columns: Collection[str]) -> tuple[DeclaredCells, list[Fault]]:
    """What was declared, and a fault (L23) for each declaration that cannot be used."""
    faults: list[Fault] = []
    missing = _by_column("--missing", choices.missing, columns, faults)
    real = _by_column("--real", choices.real, columns, faults)
    means: dict[str, dict[str, str]] = {}
    for given in choices.means:
        name, mark, rest = given.partition(":")
        cell, equals, value = rest.rpartition("=")
        if not mark or not equals or not cell:
            faults.append(Fault("--means", "L23", given, "COLUMN:CELL=VALUE, such as `crp:<5=2.5`"))
        elif name not in columns:
            faults.append(Fault("--means", "L23", name, f"no column that is read; {nearest(name, columns)}"))
        else:
            means.setdefault(name, {})[cell.strip()] = value.strip()
    return DeclaredCells(missing, real, means), faults


def _by_column(
    option: str, given: Iterable[str], columns: Collection[str], faults: list[Fault]
) -> dict[str | None, set[str]]:
    found: dict[str | None, set[str]] = {}
    for each in given:
        name, mark, code = each.partition("=")
        if not mark:
            found.setdefault(None, set()).add(name.strip())
        elif name not in columns:
            faults.append(Fault(option, "L23", name, f"no column that is read; {nearest(name, columns)}"))
        else:
            found.setdefault(name, set()).add(code.strip())
    return found
