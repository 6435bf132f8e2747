"""Where a run writes, and how: whole files only, each on disk before the next step counts on it.

    OUT/ (a folder)                    FILE.parquet (a file)
      part-00000.parquet ...             FILE.parquet.quarantine.csv
      quarantine.csv                     FILE.parquet.summary.json
      notes/part-00000.ndjson ...        FILE.parquet.notes/part-00000.ndjson ...
      summary.json                       FILE.parquet.manifest.json
      manifest.json

While a run is under way, receipts and the quarantine of each part lie in OUT/.work, or with the parts themselves in
FILE.parquet.parts. A part counts once its receipt is there; a run is finished once its manifest is there.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import polars as pl

from immunote.engine.faults import Fault
from immunote.service.lists.manifest import Manifest, Receipt, sha256_of
from immunote.service.lists.source import refuse
from immunote.service.lists.tables.opening import kind_of
from immunote.service.terminal.private_files import settle

_ENDS = (".parquet", ".csv", ".ndjson")
_LOCK = ".lock"
_GO_ON = "repeat the command with `--resume` once there is room; the parts that are finished are kept"


def _temporary(path: Path) -> Path:
    """Where a file lies while it is written."""
    return path.with_name(f".{path.name}.tmp")


class Stopped(Exception):
    """A run that cannot go on; what is finished is kept, and `--resume` takes it from there."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(str(fault))


class ResultPaths:
    """The paths of one run's results. `single`: one file is wanted. `kind`: csv, parquet, ndjson, or xlsx of one file,
    whose parts are Parquet.
    """

    def __init__(self, out: Path, kind: str) -> None:
        self.out = out
        self.single = kind_of(out) is not None
        self.kind = kind
        self.part_kind = "parquet" if kind == "xlsx" else kind
        self.work = Path(f"{out}.parts") if self.single else out / ".work"
        self.folder = self.work if self.single else out
        self.quarantine = self._beside("quarantine.ndjson" if kind == "ndjson" else "quarantine.csv")
        self.summary = self._beside("summary.json")
        self.manifest = self._beside("manifest.json")
        self.facts = self._beside("facts.bin")
        self.notes = self._beside("notes")
        self.running = self.work / "run.json"

    def _beside(self, name: str) -> Path:
        return Path(f"{self.out}.{name}") if self.single else self.out / name

    def part(self, number: int) -> Path:
        """The rows of a part."""
        return self.folder / f"part-{number:05}.{self.part_kind}"

    def quarantine_part(self, number: int) -> Path:
        """The quarantined rows of a part."""
        return self.work / f"quarantine-{number:05}{self.quarantine.suffix}"

    def facts_part(self, number: int) -> Path:
        """The hashes of what a part's rows record."""
        return self.work / f"facts-{number:05}.bin"

    def notes_part(self, number: int) -> Path:
        """The notes of a part."""
        return self.notes / f"part-{number:05}.ndjson"

    def receipt(self, number: int) -> Path:
        """What says that a part is finished."""
        return self.work / f"part-{number:05}.json"

    def there_already(self) -> Path | None:
        """Return a path that exists already and that the output would overwrite; None where there is none."""
        if self.single:
            every = (self.out, self.work, self.manifest, self.quarantine, self.summary, self.facts, self.notes)
            return next((path for path in every if path.exists()), None)
        return self.out if self.out.exists() and (not self.out.is_dir() or any(self.out.iterdir())) else None

    def is_of_a_run(self) -> bool:
        """Return whether what is here was written by a run of this program, so that `--force` may replace it."""
        return self.single or not self.out.exists() or self.manifest.is_file() or self.running.is_file()

    def was_held(self) -> bool:
        """Return whether a run was killed here before it wrote its manifest, or while it removed a former run.

        Its lock file is then still there.
        """
        if not self.work.is_dir():
            return False
        names = {path.name for path in self.work.iterdir()}
        return _LOCK in names or names <= {_temporary(self.running).name}

    def clear(self) -> None:
        """Remove a former run, its manifest first. A single output file stays until a new one replaces it."""
        self.manifest.unlink(missing_ok=True)
        for path in (self.quarantine, self.summary, self.facts):
            path.unlink(missing_ok=True)
        if self.notes.is_dir():
            shutil.rmtree(self.notes)
        for path in self.work.iterdir() if self.work.is_dir() else ():
            if path.name != _LOCK:  # which this run holds
                path.unlink()
        if not self.single and self.out.is_dir():
            for path in self.out.glob("part-*"):
                if path.suffix in _ENDS:
                    path.unlink()
            for name in ("quarantine.csv", "quarantine.ndjson"):
                (self.out / name).unlink(missing_ok=True)

    def files_of(self, number: int) -> dict[str, Path]:
        """The files of a part, by what a receipt calls them."""
        return {
            "rows": self.part(number),
            "quarantine": self.quarantine_part(number),
            "facts": self.facts_part(number),
            "notes": self.notes_part(number),
        }

    def finished_parts(self) -> list[Receipt]:
        """Return the receipts from part 0 on, up to the first part that is missing or whose files are not whole."""
        found: list[Receipt] = []
        while (path := self.receipt(len(found))).is_file():
            receipt = Receipt.model_validate_json(path.read_bytes())
            files = self.files_of(len(found))
            if any(not files[kind].is_file() or sha256_of(files[kind]) != made for kind, made in receipt.files.items()):
                break
            found.append(receipt)
        return found


def altered(layout: ResultPaths, manifest: Manifest) -> list[Path]:
    """The files of a finished result that are missing, or not as its manifest says. Raises OSError."""
    folder = layout.out.parent if layout.single else layout.out
    files = {folder / name: made for name, made in manifest.files.items()}
    for part in manifest.parts:
        own = {"notes": layout.notes_part(part.number)}
        if not layout.single:
            own["rows"] = layout.part(part.number)
        files |= {own[name]: made for name, made in part.files.items() if name in own}
    return [path for path, made in files.items() if not path.is_file() or sha256_of(path) != made]


def not_as_written(layout: ResultPaths, manifest: Manifest) -> list[Fault]:
    """A fault (L24) for each file of a finished result that was edited, cut, saved anew, emptied or removed."""
    help_line = "it is not as the run wrote it; put it back, or run the list anew with `--force`"
    return [
        Fault(str(path), "L24", "a file that was changed" if path.is_file() else "a file that is missing", help_line)
        for path in altered(layout, manifest)
    ]


def write_file(path: Path, write: Callable[[Path], object]) -> str:
    """Write a file atomically and return its SHA-256 once it is on disk. Raises Stopped (L17).

    `write`: writes the content to the path that it is given, a temporary one.
    """
    temporary = _temporary(path)
    try:
        _made_private(temporary)
        write(temporary)
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
        digest = sha256_of(temporary)
        settle(temporary)
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise Stopped(cannot_write(path, error)) from None
    except pl.exceptions.PolarsError as error:
        raise Stopped(cannot_write(path, _refusal_of_the_system(temporary) or error)) from None
    return digest


def _made_private(path: Path) -> None:
    """An empty file that its owner alone may read: what is written there is about patients. Raises OSError."""
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600))


def _refusal_of_the_system(path: Path) -> OSError | None:
    """What the system says to 64 kB more in a file that Polars could not write: its writers do not pass that on."""
    try:
        with path.open("ab") as file:
            file.write(bytes(65536))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return error
    return None


def write_bytes(path: Path, content: bytes) -> str:
    """As `write_file`, for what is in memory."""
    return write_file(path, lambda temporary: temporary.write_bytes(content))


def sync_folder(folder: Path) -> None:
    """Flush a folder to disk (fsync), so that a renamed file is still there after a power cut. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def cannot_write(path: Path, error: Exception) -> Fault:
    """The fault (L17) for a file that cannot be written."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error).partition("\n")[0]
    return Fault(str(path), "L17", reason or type(error).__name__, _GO_ON)


@contextmanager
def held(layout: ResultPaths) -> Iterator[None]:
    """Make the working folder of a run and lock it for a `with` block. Raises Refused (L17, L19).

    The system releases the lock when the process ends, however it ends.
    """
    try:
        lock = _locked(layout)
    except BlockingIOError:
        raise refuse(layout.out, "L19", "in use", "wait until it has ended, or name another output") from None
    except OSError as error:
        help_line = "name an output where files may be written"
        raise refuse(layout.out, "L17", error.strerror or type(error).__name__, help_line) from None
    with lock:
        try:
            yield
        finally:
            _leave(layout)


def _locked(layout: ResultPaths) -> BinaryIO:
    """The open lock. Raises BlockingIOError where another run has it, OSError where it cannot be made."""
    while True:
        layout.work.mkdir(parents=True, exist_ok=True)
        path = layout.work / _LOCK
        lock = path.open("ab")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # a run that ended in between has removed the lock file: then this lock is on a deleted file, so try again
            if path.exists() and path.stat().st_ino == os.fstat(lock.fileno()).st_ino:
                return lock
        except OSError:
            lock.close()
            raise
        lock.close()


def _leave(layout: ResultPaths) -> None:
    """Remove the working folder if it holds only the lock file."""
    if layout.work.is_dir() and [path.name for path in layout.work.iterdir()] == [_LOCK]:
        (layout.work / _LOCK).unlink()
        layout.work.rmdir()


def read_manifest(path: Path) -> Manifest:
    """A manifest. Raises Refused (L24)."""
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "no manifest of this program"
        raise refuse(path, "L24", reason, "name the output of `immunote list`") from None
