"""A file that was sent with a form: written to a temporary folder for one answer, and gone with it."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.datastructures import UploadFile

from immunote.engine.faults import Fault, Refused
from immunote.service.lists import fault_codes as fault_codes  # noqa: PLC0414  its words, wherever this is imported
from immunote.service.page.answers import texts_of

if TYPE_CHECKING:
    from starlette.requests import Request

PREFIX = "immunote-list-"
_ENDINGS = (".csv", ".parquet", ".ndjson", ".jsonl")
_LEFT_OVER_SECONDS = 3600
_CHUNK = 1 << 20


class SentForm:
    """A form with one file. `ending`: of the file's name, all that is kept of it."""

    def __init__(self, fields: dict[str, str], ending: str, content: UploadFile | None) -> None:
        self.fields = fields
        self.ending = ending
        self.content = content

    async def into(self, folder: Path, most: int) -> Path:
        """Write the file into a folder. Raises Refused: L31 for one that is too large, L01 for none, L02."""
        if self.content is None or not self.content.size:
            help_line = "choose a file: CSV, Parquet or NDJSON, one row a patient"
            raise Refused([Fault("the list", "L01", "no file, or an empty one", help_line)])
        if self.content.size > most:
            size = f"{self.content.size / 1024**2:.1f} MB"
            help_line = f"the page takes {most / 1024**2:g} MB; `immunote list` on the command line takes any size"
            raise Refused([Fault("the list", "L31", size, help_line)])
        path = folder / f"list{self.ending}"
        with path.open("wb") as file:
            while chunk := await self.content.read(_CHUNK):
                file.write(chunk)
        return path


async def sent_with_a_file(request: Request) -> SentForm:
    """The fields of a form and its file, which the web framework keeps in memory or in a file without a name."""
    form = await request.form(max_files=1, max_fields=20)
    fields = texts_of(form)
    file = next((each for each in form.values() if isinstance(each, UploadFile)), None)
    name = (file.filename or "") if file is not None else ""
    ending = next((each for each in _ENDINGS if name.lower().endswith(each)), ".other")
    return SentForm(fields, ending, file)


@contextmanager
def folder_for_one_answer() -> Iterator[Path]:
    """A folder that is removed whatever happens; what a killed process left behind goes with the next one."""
    _remove_left_over()
    with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as name:
        yield Path(name)


def _remove_left_over() -> None:
    for each in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        try:
            if time.time() - each.stat().st_mtime > _LEFT_OVER_SECONDS:
                shutil.rmtree(each, ignore_errors=True)
        except OSError:
            continue  # another worker removed it
