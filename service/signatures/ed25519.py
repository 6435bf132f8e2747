"""Ed25519 (RFC 8032) by the library `cryptography`, with keys in PEM files as `openssl genpkey` writes them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from immunote.engine.faults import Fault, Refused, shorten
from immunote.service.terminal.private_files import write_private

LENGTH = 64
"""Bytes of a signature."""
_MOST = 64 * 1024  # bytes of a key file; a key has about 120


def private_key(file: Path, place: str = "--key") -> Ed25519PrivateKey:
    """Read a private key. Raises Refused (S95)."""
    content = _content(file, place)
    try:
        key = load_pem_private_key(content, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise _unusable(file, place, "a private key in PEM, without a password") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise _unusable(file, place, "an Ed25519 key; `immunote keys signing` makes one")
    return key


def public_key(file: Path, place: str = "--key") -> Ed25519PublicKey:
    """Read a public key. Raises Refused (S95), also for a private key, which has no business where one is checked."""
    content = _content(file, place)
    try:
        key = load_pem_public_key(content)
    except (ValueError, UnsupportedAlgorithm):
        raise _unusable(file, place, "a public key in PEM; the private one stays where it signs") from None
    if not isinstance(key, Ed25519PublicKey):
        raise _unusable(file, place, "an Ed25519 key; `immunote keys signing` makes one")
    return key


def public_keys(files: Iterable[Path], place: str = "--key") -> list[Ed25519PublicKey]:
    """Read several public keys. Raises Refused with every fault (S95)."""
    found, faults = [], list[Fault]()
    for file in files:
        try:
            found.append(public_key(file, place))
        except Refused as refused:
            faults += refused.faults
    if faults:
        raise Refused(faults)
    return found


def key_id(key: Ed25519PublicKey) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of a public key, by which it is named."""
    return hashlib.sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:16]


def holds(signature: bytes, content: bytes, keys: Sequence[Ed25519PublicKey]) -> Ed25519PublicKey | None:
    """Return the key by which a signature of the content holds; None where it does by none."""
    for key in keys:
        try:
            key.verify(signature, content)
        except InvalidSignature:
            continue
        return key
    return None


def make_pair(file: Path) -> tuple[Path, str]:
    """Write a new private key for its owner alone, and beside it `FILE.pub`; the latter's path and the key's id.

    Raises Refused (S95) where either is there already or cannot be written.
    """
    key = Ed25519PrivateKey.generate()
    public = file.with_name(f"{file.name}.pub")
    contents = {
        file: key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        public: key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
    }
    for path in contents:
        if path.exists():
            raise Refused([Fault("FILE", "S95", str(path), "it is there already, and no key is written over")])
    for path, content in contents.items():
        try:
            write_private(path, content)
            if path == public:
                path.chmod(0o644)
        except OSError as error:
            raise Refused([Fault("FILE", "S95", str(path), shorten(error.strerror or "not written"))]) from None
    return public, key_id(key.public_key())


def sign_file(file: Path, key: Ed25519PrivateKey) -> Path:
    """Write the signature of a file, 64 bytes, to `FILE.sig`, and return its path. Raises Refused (S96)."""
    made = file.with_name(f"{file.name}.sig")
    try:
        made.write_bytes(key.sign(file.read_bytes()))
    except OSError as error:
        raise _broken(file, error.strerror or "it cannot be read") from None
    return made


def check_file(file: Path, keys: Sequence[Ed25519PublicKey]) -> str:
    """Return the id of the key by which `FILE.sig` is a signature of the file. Raises Refused (S96)."""
    signed = file.with_name(f"{file.name}.sig")
    try:
        content = file.read_bytes()
        with signed.open("rb") as opened:
            signature = opened.read(LENGTH + 1)
    except OSError as error:
        raise _broken(file, f"{Path(error.filename or file).name}: {error.strerror}") from None
    found = holds(signature, content, keys)
    if found is None:
        raise _broken(file, "the file or its signature was changed, or another key signed it")
    return key_id(found)


def _broken(file: Path, why: str) -> Refused:
    return Refused([Fault("FILE", "S96", file.name, shorten(why, 120))])


def _content(file: Path, place: str) -> bytes:
    try:
        with file.open("rb") as opened:
            content = opened.read(_MOST + 1)
    except OSError as error:
        raise Refused([Fault(place, "S95", str(file), error.strerror or type(error).__name__)]) from None
    if len(content) > _MOST:
        raise _unusable(file, place, "a key file of less than 64 KiB")
    return content


def _unusable(file: Path, place: str, wanted: str) -> Refused:
    return Refused([Fault(place, "S95", str(file), f"it is to be {wanted}")])
