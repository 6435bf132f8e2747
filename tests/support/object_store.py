"""A real object store for tests: moto's server, which speaks S3, in a process of its own on loopback.

    with ObjectStore.started(folder) as store:      # skips the test where there is no moto
        store.make_bucket("lists")
        store.put("lists/list.parquet", content)
        ... in the environment {**os.environ, **store.environment()}

Signatures, keys and what a key may do are checked, once its users are made.
"""

from __future__ import annotations

import json
import re
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen
from xml.etree import ElementTree

import pytest

from tests.support.nginx import make_certificate

# `make test` puts it there. One elsewhere on the machine is not asked: moto 5.2.1 names the end of an upload by another
# word than AWS does, and PyArrow then takes it for an error.
_OWN = Path(__file__).parents[2] / f".venv-{sys.version_info.major}.{sys.version_info.minor}-clients" / "bin"
_PROGRAM = shutil.which("moto_server", path=_OWN)
_PATIENCE = 60  # seconds: a busy machine takes its time
_ALL = {"Effect": "Allow", "Action": ["s3:*"], "Resource": "*"}
_READ = {"Effect": "Allow", "Action": ["s3:Get*", "s3:List*", "s3:Head*"], "Resource": "*"}
_SIGNED = "AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/{}/aws4_request, SignedHeaders=host, Signature=x"
_VERSIONS = {"iam": "2010-05-08", "sts": "2011-06-15"}


@dataclass
class ObjectStore:
    """One running store. `owner` and `reader`: key and secret of who may do everything, and of who may only read.

    `temporary`: key, secret and token of a role that may do everything for an hour. `authority`: with TLS, the
    certificate to trust.
    """

    url: str
    log: Path
    process: subprocess.Popen[bytes]
    authority: Path | None = None
    owner: tuple[str, str] = ("", "")
    reader: tuple[str, str] = ("", "")
    temporary: tuple[str, str, str] = ("", "", "")

    @classmethod
    @contextmanager
    def started(cls, folder: Path, tls: bool = False) -> Iterator[ObjectStore]:
        """A store that answers and asks for keys; ended afterwards."""
        if _PROGRAM is None:
            pytest.skip("no moto_server here: make setup-test")
        log, words, authority = folder / "store.log", ["-H", "127.0.0.1", "-p", "0"], None
        if tls:
            make_certificate(folder)
            authority = folder / "immunote.crt"
            words += ["--ssl-cert", str(authority), "--ssl-key", str(folder / "immunote.key")]
        with log.open("wb") as output:
            process = subprocess.Popen(
                [_PROGRAM, *words],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            store = cls(_url(log, process), log, process, authority)
            store.owner = store._user("owner", _ALL)
            store.reader = store._user("reader", _READ)
            store.temporary = store._role("nightly", _ALL)
            store._ask(Request(f"{store.url}/moto-api/reset-auth", b"0", {"Content-Type": "text/plain"}))
            yield store
        finally:
            process.kill()
            process.wait()

    def environment(self) -> dict[str, str]:
        """The settings under which a program finds the store."""
        key, secret = self.owner
        own = {"AWS_ENDPOINT_URL": self.url, "AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": secret}
        return own if self.authority is None else {**own, "AWS_CA_BUNDLE": str(self.authority)}

    def make_bucket(self, name: str) -> None:
        self._files(allow_bucket_creation=True).create_dir(name)

    def put(self, path: str, content: bytes) -> None:
        """Write an object; `path` begins with the bucket."""
        with self._files().open_output_stream(path) as stream:
            stream.write(content)

    def get(self, path: str) -> bytes:
        with self._files().open_input_stream(path) as stream:
            return bytes(stream.read())

    def remove(self, path: str) -> None:
        self._files().delete_file(path)

    def names(self, folder: str) -> list[str]:
        """The objects below a folder, without it, in order; none where there is no such folder."""
        from pyarrow.fs import FileSelector, FileType

        found = self._files().get_file_info(FileSelector(folder, recursive=True, allow_not_found=True))
        return sorted(each.path.removeprefix(f"{folder}/") for each in found if each.type == FileType.File)

    def fetched(self, folder: str, place: Path) -> Path:
        """A folder of the store, copied to this machine."""
        for name in self.names(folder):
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(self.get(f"{folder}/{name}"))
        return place

    def _files(self, **options: Any) -> Any:
        from pyarrow.fs import S3FileSystem

        scheme, _, host = self.url.partition("://")
        if self.authority is not None:
            options["tls_ca_file_path"] = str(self.authority)
        return S3FileSystem(
            access_key=self.owner[0],
            secret_key=self.owner[1],
            region="us-east-1",
            scheme=scheme,
            endpoint_override=host,
            **options,
        )

    def _user(self, name: str, allowed: Mapping[str, object]) -> tuple[str, str]:
        """A new user, before keys are asked for: its key and its secret."""
        self._call("iam", "CreateUser", UserName=name)
        self._call("iam", "PutUserPolicy", UserName=name, PolicyName="own", PolicyDocument=_policy(allowed))
        made = self._call("iam", "CreateAccessKey", UserName=name)
        return _text(made, "AccessKeyId"), _text(made, "SecretAccessKey")

    def _role(self, name: str, allowed: Mapping[str, object]) -> tuple[str, str, str]:
        """A new role that somebody takes: key, secret and token."""
        made = self._call("iam", "CreateRole", RoleName=name, AssumeRolePolicyDocument=_policy(allowed))
        self._call("iam", "PutRolePolicy", RoleName=name, PolicyName="own", PolicyDocument=_policy(allowed))
        taken = self._call("sts", "AssumeRole", RoleArn=_text(made, "Arn"), RoleSessionName="tests")
        return _text(taken, "AccessKeyId"), _text(taken, "SecretAccessKey"), _text(taken, "SessionToken")

    def _call(self, service: str, action: str, **words: str) -> ElementTree.Element:
        body = urlencode({"Action": action, "Version": _VERSIONS[service], **words}).encode()
        return ElementTree.fromstring(self._ask(Request(self.url, body, {"Authorization": _SIGNED.format(service)})))

    def _ask(self, request: Request) -> bytes:
        trust = None if self.authority is None else ssl.create_default_context(cafile=self.authority)
        with urlopen(request, timeout=_PATIENCE, context=trust) as answer:
            return bytes(answer.read())


def _policy(allowed: Mapping[str, object]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [allowed]})


def _text(answer: ElementTree.Element, name: str) -> str:
    found = answer.find(f".//{{*}}{name}")
    assert found is not None
    return found.text or ""


def _url(log: Path, process: subprocess.Popen[bytes]) -> str:
    """The address that the server says it listens on."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        if found := re.search(r"Running on (https?://127\.0\.0\.1:\d+)", log.read_text(errors="replace")):
            return found[1].replace("https://127.0.0.1", "https://localhost")  # the name in the certificate
        time.sleep(0.05)
    msg = f"the object store did not start: {log.read_text(errors='replace')[-500:]}"
    raise RuntimeError(msg)
