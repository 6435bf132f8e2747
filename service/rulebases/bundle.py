"""Rule bases in one signed file, so that a service decides by what its hospital approved and by nothing else.

A bundle is a line `immunote rule base bundle 1`, an Ed25519 signature of 64 bytes, and the files as JSON. The signature
covers the line and the files, so a change of any byte is found. Nothing of a bundle is read before its signature holds.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Literal

import orjson

from immunote.engine.faults import Fault, Refused, shorten
from immunote.service.signatures.ed25519 import holds, key_id

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

MAGIC = b"immunote rule base bundle 1\n"
Policy = Literal["off", "warn", "refuse"]
_LENGTH = 64
_KINDS = (".yaml", ".json")
_MOST = 256 * 1024**2
_AGAIN = "ask whoever approved the rules for the bundle, or for the key that signed it"


@dataclass(frozen=True)
class Unpacked:
    """A rule base ready to be loaded. `held`: the folder's life, where it was unpacked for this; `fault`: a warning."""

    folder: Path
    held: tempfile.TemporaryDirectory[str] | None = None
    fault: Fault | None = None


def make(folder: Path, out: Path, key: Ed25519PrivateKey) -> str:
    """Write a bundle of a rule base that has no fault; return the content hash.

    Raises Refused: what the loader says, S96 where the bundle is there already or cannot be written.
    """
    from immunote.engine.loading import load

    rulebase = load(folder)
    paths = [path for path in sorted(folder.rglob("*")) if path.suffix in _KINDS and path.is_file()]
    content = {
        "name": rulebase.id,
        "version": rulebase.version,
        "content_hash": rulebase.content_hash,
        "files": {path.relative_to(folder).as_posix(): _text(path, folder) for path in paths},
    }
    payload = orjson.dumps(content, option=orjson.OPT_SORT_KEYS)
    try:
        with out.open("xb") as made:
            made.write(MAGIC + key.sign(MAGIC + payload) + payload)
    except OSError as error:
        raise _refused(out, error.strerror or type(error).__name__, "choose another name") from None
    return rulebase.content_hash


def _text(path: Path, folder: Path) -> str:
    """The text of a file of a rule base. Raises Refused (S96) where it is none, or lies outside of the folder."""
    if not path.resolve().is_relative_to(folder.resolve()):
        raise _refused(path, "a link that leads out of the rule base", "put the file itself in its place")
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        raise _refused(path, "it cannot be read as UTF-8", "mend it, or take it out of the rule base") from None


def is_bundle(path: Path) -> bool:
    """Whether a path is a file, which a rule base is not."""
    return path.is_file()


def signed_by(content: bytes, keys: Sequence[Ed25519PublicKey]) -> str | None:
    """Return the id of the key that signed a bundle; None where none of these did."""
    at = len(MAGIC)
    if not content.startswith(MAGIC):
        return None
    found = holds(content[at : at + _LENGTH], MAGIC + content[at + _LENGTH :], keys)
    return None if found is None else key_id(found)


def unpack(file: Path, keys: Sequence[Ed25519PublicKey], into: Path, is_needed: bool = True) -> str | None:
    """Check a bundle and write its files into a folder; the id of the key that signed it.

    `is_needed`: without a signature that holds it is refused; else it is unpacked, and None is returned. Raises Refused
    (S96).
    """
    try:
        with file.open("rb") as opened:
            content = opened.read(_MOST + 1)
    except OSError as error:
        raise _refused(file, error.strerror or type(error).__name__, _AGAIN) from None
    if len(content) > _MOST:
        raise _refused(file, f"more than {_MOST >> 20} MiB", _AGAIN)
    if not content.startswith(MAGIC):
        raise _refused(file, "no bundle of a kind that this version reads", _AGAIN)
    signer = signed_by(content, keys)
    if signer is None and is_needed:
        raise _refused(file, "no signature of a key that is given", _AGAIN)
    _write(file, content[len(MAGIC) + _LENGTH :], into)
    return signer


def check(file: Path, keys: Sequence[Ed25519PublicKey], out: Path | None = None) -> str:
    """Check a bundle whole, and unpack it into `out`, a new folder; the id of its key. Raises Refused (S96)."""
    if out is not None and out.exists():
        raise _refused(out, "it is there already", "name a new folder")
    with tempfile.TemporaryDirectory() as held:
        signer = unpack(file, keys, Path(held))
    if out is not None:
        unpack(file, keys, out)
    assert signer is not None  # it is refused above where no key signed it
    return signer


@dataclass(frozen=True)
class Trust:
    """Which rule bases a service takes. `keys`: those that may have signed one. `setting`: names the rule base."""

    policy: Policy = "off"
    keys: tuple[Ed25519PublicKey, ...] = ()
    setting: str = "IMMUNOTE_RULES"

    def opened(self, path: Path) -> Unpacked:
        """A folder as it is, or a bundle unpacked for this process alone. Raises Refused (S96)."""
        if not is_bundle(path):
            fault = None if self.policy == "off" else Fault(self.setting, "S96", path.name, "it is not signed")
            if fault is not None and self.policy == "refuse":
                raise Refused([fault])
            return Unpacked(path, None, fault)
        held = tempfile.TemporaryDirectory(prefix="immunote-rules-")
        signer = unpack(path, self.keys, Path(held.name), self.policy != "warn")
        fault = None if signer else Fault(self.setting, "S96", path.name, "no key that is given signed it")
        return Unpacked(Path(held.name), held, fault)


def _write(file: Path, payload: bytes, into: Path) -> None:
    from immunote.engine.loading import load

    try:
        content: dict[str, Any] = orjson.loads(payload)
        files = {PurePosixPath(name): str(text) for name, text in content["files"].items()}
        wanted = content["content_hash"]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _refused(file, "its content cannot be read", _AGAIN) from None
    for name, text in files.items():
        if name.is_absolute() or ".." in name.parts or name.suffix not in _KINDS:
            raise _refused(file, shorten(str(name)), "a bundle holds the files of a rule base and no other")
        target = into / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        except (OSError, ValueError) as error:  # a name that no file can have, or a folder that takes none
            why = getattr(error, "strerror", None) or "no file can have that name"
            raise _refused(file, shorten(str(name)), why) from None
    if load(into).content_hash != wanted:
        raise _refused(file, "its rules are not those of its hash", _AGAIN)


def _refused(file: Path, text: str, help_line: str) -> Refused:
    return Refused([Fault(file.name, "S96", text, help_line)])
