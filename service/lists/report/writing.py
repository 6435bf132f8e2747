"""Where the page of a report goes, and how: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from immunote.engine.faults import Fault, Refused
from immunote.service.terminal.private_files import settle

PAGE = "report.html"


def page_beside(result: Path) -> Path:
    """The usual place of the page: in the folder of a result, or beside its file."""
    return result / PAGE if result.is_dir() else Path(f"{result}.{PAGE}")


def write_page(path: Path, text: str, force: bool) -> None:
    """Write the page. Raises Refused: L16 where something is there already, L17 where it cannot be written."""
    if path.exists() and not force:
        raise Refused(
            [Fault(str(path), "L16", path.name, "choose another name by --out, or overwrite it with --force")]
        )
    partial: Path | None = None
    try:
        with NamedTemporaryFile("wb", dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            partial = Path(file.name)
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        settle(partial)
        partial.replace(path)
    except OSError as error:
        help_line = "give a place that can be written and has room"
        raise Refused([Fault(str(path), "L17", error.strerror or str(error), help_line)]) from None
    finally:
        if partial is not None:
            partial.unlink(missing_ok=True)
