"""Text that only this service can read and make: encrypted and signed by Fernet, with a purpose and an end."""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from pydantic import SecretStr

_LARGEST = 1024**2


class SealedText:
    """Seals with the first key and opens with any, so that keys can be changed while launches last."""

    def __init__(self, keys: Sequence[SecretStr]) -> None:
        self._fernet = MultiFernet([Fernet(_derived(each)) for each in keys])

    def seal(self, purpose: str, content: bytes) -> str:
        """Encrypt content; what is sealed for one purpose opens for no other."""
        return self._fernet.encrypt(purpose.encode() + b"\0" + zlib.compress(content)).decode()

    def open(self, purpose: str, text: str, seconds: int) -> bytes | None:
        """The content of what was sealed no longer ago than that; None for anything else."""
        try:
            opened = self._fernet.decrypt(text.encode("ascii"), ttl=seconds)
        except (InvalidToken, UnicodeEncodeError):
            return None
        head, _, rest = opened.partition(b"\0")
        return zlib.decompressobj().decompress(rest, _LARGEST) if head == purpose.encode() else None


def _derived(key: SecretStr) -> bytes:
    # a key of any length becomes the 32 bytes that Fernet takes; it is random already, so nothing has to be slow
    digest = hashlib.blake2b(key.get_secret_value().encode(), digest_size=32, person=b"immunote-sealing")
    return base64.urlsafe_b64encode(digest.digest())
