"""SSRF by fhirServer: what may be asked is on the list, and stays what it was when it was judged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import anyio
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from immunote.service.security.servers import GuardedTransport, allowed_server
from immunote.service.settings.fhir_servers import FhirServer, ListedServer, ServerNotAllowed
from tests.security.support import serve

PUBLIC = "93.184.216.34"
LIST = TypeAdapter(list[FhirServer]).validate_python(
    [
        "https://fhir.example.org/r4",
        "https://other.example.org:8443/",
        {"url": "https://inside.example.org/fhir", "private": True},
        {"url": "http://plain.example.org/fhir", "private": True},
        "http://127.0.0.1:9999/fhir",
    ]
)


def resolver(*addresses: str) -> Any:
    return lambda host, port: list(addresses)


def refused(url: str, *addresses: str) -> str:
    with pytest.raises(ServerNotAllowed) as caught:
        allowed_server(url, LIST, resolver(*(addresses or (PUBLIC,))))
    assert caught.value.fault.code == "S38"
    return caught.value.fault.help


@pytest.mark.parametrize(
    "url",
    [
        "https://fhir.example.org/r4",
        "https://fhir.example.org/r4/",
        "https://fhir.example.org:443/r4",
        "https://FHIR.example.org/r4/tenant-1",
        "https://other.example.org:8443",
        "https://other.example.org:8443/anything",
    ],
)
def test_listed_servers_may_be_asked(url: str) -> None:
    assert allowed_server(url, LIST, resolver(PUBLIC)).addresses == (PUBLIC,)


@pytest.mark.parametrize(
    "url",
    [
        "http://fhir.example.org/r4",  # another scheme
        "https://fhir.example.org:8443/r4",  # another port
        "https://fhir.example.org/",  # above the path
        "https://fhir.example.org/r4evil",
        "https://fhir.example.org/R4",
        "https://fhir.example.org.evil.org/r4",
        "https://evil.org/fhir.example.org/r4",
        "https://evil.org/?https://fhir.example.org/r4",
        "https://evil.org#https://fhir.example.org/r4",
        "https://fhir.example.org@evil.org/r4",
        "https://fhir.example.org:443@evil.org/r4",
        "https://evil.org\\@fhir.example.org/r4",
        "https://fhir.example.org\\.evil.org/r4",
        "https://user:pw@fhir.example.org/r4",
        "https://@fhir.example.org/r4",
        "https://fhir.example.org./r4",
        "https://fhir.example.org/r4/../admin",
        "https://fhir.example.org/r4/%2e%2e/admin",
        "https://fhir.example.org/r4/..%2fadmin",
        "https://fhir.example.org/r4/%252e%252e/admin",
        "https://fhir.example.org//r4",
        "https://fhir.example.org/r4//evil.org",
        "https://fhir.example.org/r4?x=1",
        "https://fhir.example.org/r4#x",
        "https://fhir.example.org/r4#",
        "https://fhir.example.org/r4\r\nHost: evil.org",
        "https://fhir.example.org/r4\t",
        " https://fhir.example.org/r4",
        "https://fhir。example。org/r4",
        "https://fhir.example.org:0/r4",
        "https://fhir.example.org:99999/r4",
        "https://fhir.example.org:x/r4",
        "https://[fhir.example.org]/r4",
        "//fhir.example.org/r4",
        "fhir.example.org/r4",
        "https:fhir.example.org/r4",
        "https:///r4",
        "file:///etc/passwd",
        "gopher://fhir.example.org/r4",
        "ftp://fhir.example.org/r4",
        "javascript:alert(1)",
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1/fhir",
        "http://127.0.0.1:8000/fhir",
        "http://localhost:9999/fhir",
        "http://2130706433:9999/fhir",
        "http://0x7f.1:9999/fhir",
        "http://0177.0.0.1:9999/fhir",
        "http://127.1:9999/fhir",
        "http://[::1]:9999/fhir",
        "http://[::ffff:127.0.0.1]:9999/fhir",
        "http://0.0.0.0:9999/fhir",
        "",
        "https://fhir.example.org/r4/" + "x" * 3000,
    ],
)
def test_ssrf_by_another_way_to_write_it(url: str) -> None:
    assert refused(url)


INSIDE = [
    "10.0.0.1",
    "172.16.5.5",
    "192.168.1.1",
    "127.0.0.1",
    "100.64.0.1",
    "0.0.0.0",
    "::1",
    "fc00::1",
    "fe80::1",
    "::ffff:10.0.0.1",
    "64:ff9b::a00:1",
    "2002:a00:1::1",
    "::",
]
NEVER = [
    "169.254.169.254",
    "fe80::1",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",
    "224.0.0.1",
    "ff02::1",
    "0.0.0.0",
]


@pytest.mark.parametrize("address", INSIDE)
def test_ssrf_by_a_name_that_leads_inside(address: str) -> None:
    assert "inside the network" in refused("https://fhir.example.org/r4", address)
    refused("https://fhir.example.org/r4", PUBLIC, address)  # nor one among several


@pytest.mark.parametrize("address", NEVER)
def test_ssrf_to_addresses_that_no_entry_allows(address: str) -> None:
    refused("https://inside.example.org/fhir", address)


def test_an_entry_may_say_that_its_server_is_inside() -> None:
    for address in ("10.0.0.1", "fc00::1", "127.0.0.1", PUBLIC):
        assert allowed_server("https://inside.example.org/fhir", LIST, resolver(address)).addresses == (address,)
    assert allowed_server("http://127.0.0.1:9999/fhir", LIST, resolver()).addresses == ("127.0.0.1",)


def test_a_name_that_resolves_to_nothing() -> None:
    def fails(host: str, port: int) -> list[str]:
        raise OSError

    with pytest.raises(ServerNotAllowed):
        allowed_server("https://fhir.example.org/r4", LIST, fails)
    with pytest.raises(ServerNotAllowed):
        allowed_server("https://fhir.example.org/r4", LIST, resolver())


def test_nothing_is_asked_where_nothing_is_listed() -> None:
    with pytest.raises(ServerNotAllowed):
        allowed_server("https://fhir.example.org/r4", [], resolver(PUBLIC))


@given(st.text(max_size=60) | st.from_regex(r"https?://[!-~]{1,40}", fullmatch=True))
def test_any_text_is_refused_or_stays_on_the_list(url: str) -> None:
    try:
        server = allowed_server(url, LIST, resolver(PUBLIC))
    except ServerNotAllowed:
        return
    assert httpx.URL(url).host == server.host
    assert any(httpx.URL(entry.url).host == server.host for entry in LIST)


@pytest.mark.parametrize(
    "entry",
    [
        "http://fhir.example.org/r4",
        {"url": "http://93.184.216.34/r4"},
        "https://user@fhir.example.org/r4",
        "https://fhir.example.org/r4?x=1",
        "*",
        "https://*.example.org/r4/../",
        {"url": "https://fhir.example.org", "privat": True},
    ],
)
def test_entries_that_cannot_be(entry: Any) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(FhirServer).validate_python(entry)


class Inner:
    """A FHIR server inside the network that a request must not reach, and one that redirects there."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str]] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        host = dict(scope["headers"])[b"host"].decode()
        self.seen.append((host, scope["path"]))
        moved = scope["path"].startswith("/fhir/moved")
        headers = [(b"location", b"http://inside.test/secret")] if moved else []
        await send({"type": "http.response.start", "status": 302 if moved else 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{}"})


@pytest.fixture
def inner() -> Iterator[tuple[Inner, int]]:
    server = Inner()
    with serve(server) as url:
        yield server, int(url.rpartition(":")[2])


def get(url: str, transport: GuardedTransport, **options: Any) -> httpx.Response:
    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, **options) as client:
            return await client.get(url)

    return anyio.run(ask)


def test_the_address_that_was_judged_is_the_one_that_is_asked(inner: tuple[Inner, int]) -> None:
    """A name that turns to another address after it was judged (DNS rebinding) changes nothing."""
    server, port = inner
    asked: list[str] = []

    def once(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["169.254.169.254"]

    entry = ListedServer(url=f"http://fhir.test:{port}/fhir", private=True)
    response = get(f"http://fhir.test:{port}/fhir/Patient/1?_count=5", GuardedTransport([entry], once))
    assert response.status_code == 200
    assert asked == ["fhir.test"]
    assert server.seen == [(f"fhir.test:{port}", "/fhir/Patient/1")]


def test_a_request_beside_the_list_is_not_sent(inner: tuple[Inner, int]) -> None:
    server, port = inner
    transport = GuardedTransport([ListedServer(url=f"http://127.0.0.1:{port}/fhir")])
    for path in ("/admin", "/fhirs", "/fhir/%2e%2e/admin"):
        with pytest.raises(ServerNotAllowed):
            get(f"http://127.0.0.1:{port}{path}", transport)
    assert server.seen == []


def test_a_redirect_is_not_followed_and_where_it_is_it_is_judged(inner: tuple[Inner, int]) -> None:
    server, port = inner
    entries = [ListedServer(url=f"http://127.0.0.1:{port}/fhir")]
    url = f"http://127.0.0.1:{port}/fhir/moved"
    assert get(url, GuardedTransport(entries)).status_code == 302
    with pytest.raises(ServerNotAllowed):
        get(url, GuardedTransport(entries), follow_redirects=True)
    assert [path for _, path in server.seen] == ["/fhir/moved"] * 2


def test_a_server_that_is_down(inner: tuple[Inner, int]) -> None:
    with pytest.raises(httpx.ConnectError):
        get("http://127.0.0.1:9/fhir", GuardedTransport([ListedServer(url="http://127.0.0.1:9/fhir")]))
