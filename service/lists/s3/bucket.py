"""How a bucket is reached: addresses, and settings from the environment under the names that AWS's own tools use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from immunote.engine.faults import shorten
from immunote.service.lists.source import refuse

SCHEME = "s3://"
ATTEMPTS = 3
PATIENCE = 30.0
"""Seconds without a byte, at each attempt: a store may copy a large object for a while before it says a word."""
FIRST_PATIENCE = 10.0
"""The same for the one attempt that shows whether anybody answers."""

_BUCKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_ENDPOINT = re.compile(r"[A-Za-z0-9._-]+(:\d+)?|\[[0-9A-Fa-f:]+\](:\d+)?")
_KEY, _SECRET, _TOKEN = "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"


def is_s3(address: str) -> bool:
    """Return whether an address is read and written by PyArrow; `s3a://` is Hadoop's."""
    return address.startswith(SCHEME)


def split(address: str) -> tuple[str, str]:
    """Return bucket and key of an address. Raises Refused (L23) for one that is none, and (L43) for keys in it."""
    bucket, _, key = address.removeprefix(SCHEME).partition("/")
    if "@" in bucket or ":" in bucket:  # a secret may hold a slash
        help_line = f"everybody on this machine could read it; use {_KEY} and {_SECRET}"
        raise refuse("s3:", "L43", "keys", help_line)
    if not _BUCKET.fullmatch(bucket):
        raise refuse(address, "L23", shorten(bucket) or "no bucket", "s3://BUCKET/PATH, as in s3://registry/list")
    parts = [part for part in key.split("/") if part]
    if "." in parts or ".." in parts:
        raise refuse(address, "L23", "..", "an object store has no folder above another; write the address out")
    return bucket, "/".join(parts)


def joined(bucket: str, key: str) -> str:
    """Return the address of a key in a bucket."""
    return f"{SCHEME}{bucket}/{key}".rstrip("/")


@dataclass(frozen=True)
class Bucket:
    """How a bucket is reached. It is sent to the workers with their work and is shown nowhere.

    Without `key` and `secret` each machine finds its own, as AWS's tools do: from a file, or from the role of the
    machine. `authority`: a file of certificates, at the same place on every machine.
    """

    name: str
    endpoint: str | None
    scheme: str
    region: str | None
    authority: str | None
    key: str | None = field(default=None, repr=False)
    secret: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)

    @classmethod
    def of(cls, name: str, environment: Mapping[str, str]) -> Bucket:
        """Return what the environment says of a bucket. Raises Refused (L23)."""

        def given(*names: str) -> str | None:
            return next((environment[each] for each in names if environment.get(each)), None)

        key, secret, token = given(_KEY), given(_SECRET), given(_TOKEN)
        if (key is None) != (secret is None):
            raise refuse(_KEY if key is None else _SECRET, "L23", "not given", f"{_KEY} and {_SECRET} go together")
        scheme, endpoint = _endpoint(given("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"))
        # elsewhere than at AWS a region means little, and looking for one takes time
        region = given("AWS_REGION", "AWS_DEFAULT_REGION") or (None if endpoint is None else "us-east-1")
        return cls(name, endpoint, scheme, region, given("AWS_CA_BUNDLE"), key, secret, token)

    @property
    def shown(self) -> str:
        """The place that is asked, for a message."""
        return "AWS" if self.endpoint is None else f"{self.scheme}://{self.endpoint}"


def _endpoint(url: str | None) -> tuple[str, str | None]:
    """Return scheme and host of an endpoint. Raises Refused (L23); what it refuses could hold a password."""
    if url is None:
        return "https", None
    try:
        found = urlsplit(url)
        fits = found.scheme in ("http", "https") and bool(_ENDPOINT.fullmatch(found.netloc))
    except ValueError:
        fits = False
    if not fits or found.path.strip("/") or found.query or found.fragment:
        text = "another kind of address" if "@" in url else shorten(url)
        raise refuse("AWS_ENDPOINT_URL", "L23", text, "scheme, host and port alone, as in http://127.0.0.1:9000")
    return found.scheme, found.netloc


@lru_cache(maxsize=4)
def system(bucket: Bucket, attempts: int = ATTEMPTS, patience: float = PATIENCE) -> Any:
    """Return PyArrow's file system of a bucket. Raises OSError."""
    from pyarrow import fs

    options: dict[str, Any] = {
        "scheme": bucket.scheme,
        "endpoint_override": bucket.endpoint,
        "region": bucket.region,
        "connect_timeout": 5,
        "request_timeout": patience,
        "retry_strategy": fs.AwsStandardS3RetryStrategy(max_attempts=attempts),
    }
    if bucket.authority is not None:
        options["tls_ca_file_path"] = bucket.authority
    if bucket.key is not None:
        options |= {"access_key": bucket.key, "secret_key": bucket.secret, "session_token": bucket.token}
    return fs.S3FileSystem(**options)
