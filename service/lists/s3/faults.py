"""What a store answered, in words of this program. What PyArrow says is never repeated whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from immunote.engine.faults import Fault
from immunote.service.lists.s3.bucket import Bucket
from immunote.service.lists.spark_files import StorageFault

_SAID = re.compile(r"AWS Error ([A-Z0-9_]+(?: \(HTTP status \d+\))?) during (\w+) operation")
_CURL = re.compile(r"curlCode: \d+, ([A-Za-z' ]+)")
_NETWORK = "NETWORK_CONNECTION"
_HELP = {
    _NETWORK: "see AWS_ENDPOINT_URL, and that every machine that Spark uses reaches it",
    "NO_SUCH_BUCKET": "make the bucket, or correct its name",
}
_KEYS = "see AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, and what this key may do in the bucket"
_OTHERWISE = "see what the store's own log says of it, and run it again"
_OF_KEYS = re.compile(r"ACCESS|TOKEN|SIGNATURE|CREDENTIAL|CLIENT|HTTP status 40[013]")


def refused(bucket: Bucket, address: str, error: OSError) -> Fault:
    """Return the fault (L44) for an error of PyArrow's."""
    text = str(error)
    said = _SAID.search(text)
    if said is None:
        return Fault(address, "L44", type(error).__name__, _OTHERWISE)
    condition, operation = said.groups()
    if condition == _NETWORK:
        found = _CURL.search(text)
        return Fault(address, "L44", f"{bucket.shown}: {found[1] if found else 'no answer'}", _HELP[_NETWORK])
    help_line = _HELP.get(condition) or (_KEYS if _OF_KEYS.search(condition) else _OTHERWISE)
    return Fault(address, "L44", f"{condition} during {operation}", help_line)


def unreadable(bucket: Bucket, address: str, error: Exception) -> Fault:
    """Return the fault for a Parquet object that cannot be read: of the store (L44), or of the object (L01)."""
    if isinstance(error, OSError) and _SAID.search(str(error)):
        return refused(bucket, address, error)
    return Fault(address, "L01", "damaged, or no Parquet", "write it anew; Spark reads Parquet only")


@contextmanager
def told(bucket: Bucket, address: str) -> Iterator[None]:
    """Turn PyArrow's errors in a `with` block into StorageFault (L44); on the driver. FileNotFoundError stays."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        raise StorageFault(refused(bucket, address, error)) from None
