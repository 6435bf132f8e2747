"""`immunote rules new`: a folder with the smallest rule base that gives a note, to be written over."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from immunote.engine.faults import Fault, Refused
from immunote.service.terminal import output

PROFILE = '{"rain_is_forecast": true, "goes_outside": true}'


def add_to(rules_app: typer.Typer) -> None:
    """Put the command below `immunote rules`."""
    rules_app.command("new")(command)


def command(
    id: Annotated[str, typer.Argument(metavar="ID", help="What the rule base is called, such as my_rules.")],
    folder: Annotated[
        Path | None, typer.Argument(metavar="FOLDER", help="A new or empty folder; left out, one called ID, here.")
    ] = None,
) -> None:
    """Write the smallest rule base that gives a note, to be written over.

    Exit status 0 with the folder, 2 where the name or the folder will not do (all faults on stderr, nothing written).
    """
    made = folder or Path(id)
    write(id, made)
    place = shlex.quote(str(made))
    output.write(
        f"{made} holds a rule base that gives a note: {', '.join(_files())}.\n"
        f"Write them over; docs/rule-format.md has every file and key. Next:\n\n"
        f"  immunote rules check {place}\n"
        f"  echo '{PROFILE}' | immunote note --rules {place} -"
    )


def write(name: str, folder: Path) -> None:
    """Write the files into a folder that is new or empty. Raises Refused (R05, V81), and then writes nothing."""
    from immunote.service.rulebases.smallest_rulebase import texts

    faults = [*_misnamed(name), *_taken(folder)]
    if faults:
        raise Refused(faults)
    begun: list[Path] = []
    try:
        for file, text in texts(name).items():
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as opened:
                begun.append(path)
                opened.write(text)
    except OSError as error:
        for path in begun:
            path.unlink(missing_ok=True)
        raise Refused([_fault(folder, f"it cannot be written: {error.strerror or error}")]) from None


def _misnamed(name: str) -> list[Fault]:
    from immunote.engine.loading.dictionary import NAME_HELP, is_name

    return [] if is_name(name) else [Fault("ID", "R05", name, NAME_HELP)]


def _taken(folder: Path) -> list[Fault]:
    from immunote.engine.places import MARK

    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            return [_fault(folder, "name a folder that is new or empty; nothing is written over")]
        above = next((each for each in folder.resolve().parents if (each / MARK).is_file()), None)
    except OSError as error:
        return [_fault(folder, f"it cannot be looked into: {error.strerror or error}")]
    return [] if above is None else [_fault(folder, f"it lies in the rule base {above.name}; name a folder elsewhere")]


def _fault(folder: Path, help_line: str) -> Fault:
    return Fault(str(folder), "V81", folder.name or str(folder), help_line)


def _files() -> tuple[str, ...]:
    from immunote.service.rulebases.smallest_rulebase import FILES

    return FILES
