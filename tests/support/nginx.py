"""A real nginx for tests, with the file that ships: Debian's, started in a temporary folder on a free port, with TLS.

    with Proxy.before(server.url, folder, {"burst=200": "burst=5"}) as proxy:   # skips where there is none
        proxy.client().post("/v1/notes", json={})

What the file names of another machine is put in its place: port, certificate, logs and the address of the service. The
words of `changes` are a test's own.
"""

from __future__ import annotations

import datetime
import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.support.debian import found_or_installed

SHIPPED = Path(__file__).parents[2] / "docs" / "proxy" / "nginx.conf"
_AROUND = """
{user}
daemon off;
worker_processes 1;
pid {folder}/pid;
events {{ worker_connections 512; }}
http {{
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/answers;
    fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u;
    scgi_temp_path {folder}/s;
    include {folder}/immunote.conf;
}}
"""


@dataclass
class Proxy:
    """One nginx before one service."""

    folder: Path
    port: int

    @classmethod
    @contextmanager
    def before(cls, url: str, folder: Path, changes: Mapping[str, str] | None = None) -> Iterator[Proxy]:
        """A running proxy; ended with the block."""
        program = _program()
        folder = folder / "proxy"
        folder.mkdir()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        make_certificate(folder)
        text = SHIPPED.read_text(encoding="utf-8")
        places = {
            "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
            "cds.example.org": "localhost",
            "127.0.0.1:8000": url.removeprefix("http://"),
            "/etc/nginx/": f"{folder}/",
            "/var/log/nginx/": f"{folder}/",
        }
        for old, new in (places | dict(changes or {})).items():
            assert old in text, old
            text = text.replace(old, new)
        (folder / "immunote.conf").write_text(text, encoding="utf-8")
        user = "user root;" if os.geteuid() == 0 else ""  # else its workers could not read the folder of a test
        (folder / "nginx.conf").write_text(_AROUND.format(user=user, folder=folder), encoding="utf-8")
        command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "errors")]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        proxy = cls(folder, port)
        try:
            proxy._wait(process)
            yield proxy
        finally:
            process.terminate()
            process.wait(20)

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"https://localhost:{self.port}"

    @property
    def trust(self) -> ssl.SSLContext:
        """Its certificate and no other."""
        return ssl.create_default_context(cafile=str(self.folder / "immunote.crt"))

    @property
    def said(self) -> str:
        """Its logs."""
        files = [self.folder / name for name in ("immunote.log", "immunote.error", "errors")]
        return "".join(each.read_text(encoding="utf-8") for each in files if each.exists())

    def client(self, **options: Any) -> httpx.Client:
        """A client of it."""
        return httpx.Client(base_url=self.url, verify=self.trust, timeout=30, trust_env=False, **options)

    @contextmanager
    def connection(self) -> Iterator[ssl.SSLSocket]:
        """A bare connection over TLS."""
        with (
            socket.create_connection(("localhost", self.port), timeout=20) as plain,
            self.trust.wrap_socket(plain, server_hostname="localhost") as connection,
        ):
            yield connection

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + 20
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            assert process.poll() is None, self.said or process.communicate()[1]
            assert time.monotonic() < until, "nginx does not answer"
            time.sleep(0.02)


def make_certificate(folder: Path) -> None:
    """A key and a certificate for `localhost` that signs itself: immunote.key and immunote.crt."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "immunote.crt").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "immunote.key").write_bytes(key.private_bytes(*form))


def _program() -> str:
    """nginx; installs Debian's package where that is possible, skips where not."""
    # where there are services, Debian also starts one on port 80
    return found_or_installed(_found, "nginx-light", "nginx", "put nginx on PATH")


def _found() -> str | None:
    return shutil.which("nginx", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"]))
