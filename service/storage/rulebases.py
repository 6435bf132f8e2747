"""Rule bases by their content hash: the files themselves, so that decisions can be replayed under the rules of then."""

from __future__ import annotations

import tempfile
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import orjson
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from immunote.engine.faults import Fault, Refused
from immunote.engine.file_hashes import hash_of_files
from immunote.engine.shapes.reviews import FILE as REVIEWS
from immunote.service.storage import events
from immunote.service.storage.event_tables import EventRow
from immunote.service.storage.tables import RuleBaseRow
from immunote.service.storage.transactions import writing

if TYPE_CHECKING:
    import sqlalchemy

    from immunote.engine.rulebase import RuleBase

_MOST_BYTES = 256 * 1024**2  # of all files, unpacked; the rule base that ships has a quarter of a million


@dataclass
class RuleBaseStore:
    """The rule bases in one database."""

    engine: sqlalchemy.Engine

    def keep(self, rulebase: RuleBase) -> bool:
        """Keep the files of a rule base; False where they are kept already. Call it before deciding by it.

        Raises Refused (S14) where the folder no longer holds what was loaded, and sqlalchemy.exc.SQLAlchemyError.
        """
        if rulebase.content_hash in self.hashes():
            return False
        texts = _texts_in(Path(rulebase.folder))
        if hash_of_files({name: text.encode() for name, text in texts.items()}) != rulebase.files_hash:
            help_line = "the folder was changed while it was loaded; load it again"
            raise Refused([Fault(rulebase.id, "S14", rulebase.content_hash, help_line)])
        files = zlib.compress(orjson.dumps(texts, option=orjson.OPT_SORT_KEYS), level=9)
        row = {
            "content_hash": rulebase.content_hash,
            "name": rulebase.id,
            "version": rulebase.version,
            "kept_at": datetime.now(UTC),
            "files": files,
        }
        try:
            with writing(self.engine) as connection:
                connection.execute(insert(RuleBaseRow).values(**row))
                detail = {"files": events.hash_of(files), "name": rulebase.id, "version": rulebase.version}
                events.record(connection, "rulebase-kept", rulebase.content_hash, detail)
        except IntegrityError:  # another process was quicker
            return False
        return True

    def use(self, rulebase: RuleBase) -> None:
        """Record as an event that it is the one in use, where another one was or none. Raises SQLAlchemyError."""
        last = (
            select(EventRow.subject).where(EventRow.kind == "rulebase-used").order_by(EventRow.sequence.desc()).limit(1)
        )
        with writing(self.engine) as connection:
            if connection.execute(last).scalar_one_or_none() != rulebase.content_hash:
                detail = {"name": rulebase.id, "version": rulebase.version}
                events.record(connection, "rulebase-used", rulebase.content_hash, detail)

    def hashes(self) -> list[str]:
        """The hashes of all that is kept, the oldest first."""
        with self.engine.connect() as connection:
            query = select(RuleBaseRow.content_hash).order_by(RuleBaseRow.kept_at, RuleBaseRow.content_hash)
            return list(connection.execute(query).scalars())

    def load(self, content_hash: str) -> RuleBase:
        """A kept rule base. Raises Refused: S14, or what this program's loader says of it."""
        from immunote.engine.loading import load

        with self.engine.connect() as connection:
            query = select(RuleBaseRow.name, RuleBaseRow.files).where(RuleBaseRow.content_hash == content_hash)
            row = connection.execute(query).first()
        if row is None:
            help_line = "the service keeps each rule base that it starts with; this one was not among them"
            raise Refused([Fault("rule base", "S14", content_hash, help_line)])
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            _unpack(row.files, root, content_hash)
            rulebase = load(root)
        if rulebase.content_hash != content_hash:
            raise _changed(content_hash)
        return rulebase


def _texts_in(root: Path) -> dict[str, str]:
    """The text of each file of a rule base by its name."""
    paths = [path for path in root.rglob("*.yaml") if path.name != REVIEWS]  # no note is decided by who signed
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def _unpack(files: bytes, root: Path, content_hash: str) -> None:
    try:
        unpacking = zlib.decompressobj()
        plain = unpacking.decompress(files, _MOST_BYTES)
        if unpacking.unconsumed_tail or not unpacking.eof:
            raise _changed(content_hash)
        texts: dict[str, str] = orjson.loads(plain)
        for name, text in texts.items():
            path = PurePosixPath(name)
            if path.is_absolute() or ".." in path.parts:  # somebody wrote this; nothing leaves the folder
                raise _changed(content_hash)
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
    except (zlib.error, ValueError, AttributeError, TypeError):
        raise _changed(content_hash) from None


def _changed(content_hash: str) -> Refused:
    help_line = "the files in the database are not those that were kept; somebody changed them"
    return Refused([Fault("rule base", "S14", content_hash, help_line)])
