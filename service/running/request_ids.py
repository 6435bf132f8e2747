"""The id of a request: the caller's own where it has the form of one, else a new one.

Only forms that cannot be a name, a date or a number of a patient are taken over, for the id stands in the logs.
"""

from __future__ import annotations

import re
import uuid
from typing import Final

HEADER: Final = b"x-request-id"
_UUID: Final = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_TRACE: Final = r"[0-9a-f]{32}"
_ULID: Final = r"[0-7][0-9A-HJKMNP-TV-Z]{25}"
_FORM: Final = re.compile(f"({_UUID}|{_TRACE}|{_ULID})".encode(), re.ASCII)


def request_id(given: bytes | None) -> str:
    """The id given (a UUID, 32 hexadecimal digits or a ULID), or a new UUID."""
    if given is not None and _FORM.fullmatch(given):
        return given.decode("ascii")
    return str(uuid.uuid4())
