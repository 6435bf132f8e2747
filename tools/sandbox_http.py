"""HTTP of the small record system: which path leads where."""

from __future__ import annotations

import base64
import json
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote_plus, urlsplit

Json = dict[str, Any]


class Refusal(Exception):
    """An answer that is no success: its status and its body."""

    def __init__(self, status: int, body: Json) -> None:
        self.status, self.body = status, body
        super().__init__(str(status))


class SandboxHandler(BaseHTTPRequestHandler):
    """One request to the record system of tools/smart_sandbox.py."""

    system: Any
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # the name that http.server calls
        """A page, a read, a search, or a step of a launch."""
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query))
        self.system.asked.append(self.path)
        try:
            match parts.path:
                case "/":
                    self._html(self.system.front())
                case "/fhir/.well-known/smart-configuration":
                    self._json(200, self.system.configuration())
                case "/jwks":
                    self._json(200, self.system.jwks())
                case "/authorize":
                    self._redirect(self.system.authorized(query))
                case "/patients":
                    self._html(self.system.patients(query))
                case "/chosen":
                    self._redirect(self.system.chosen(query["request"], query["state"], query["patient"]))
                case path if path.startswith("/fhir/"):
                    found = self.system.read(path.removeprefix("/fhir/"), parse_qsl(parts.query), self._token())
                    self._json(200, found)
                case _:
                    self._json(404, {})
        except Refusal as refusal:
            self._json(refusal.status, refusal.body)

    def do_POST(self) -> None:  # the name that http.server calls
        """A code for a token, or a resource to create."""
        content = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.system.asked.append(self.path)
        try:
            if self.path == "/token":
                form = {name: values[0] for name, values in parse_qs(content.decode()).items()}
                self._json(200, self.system.token(form, self.system.authenticated(form, self._basic())))
                return
            kind = self.path.removeprefix("/fhir/")
            condition = dict(parse_qsl(self.headers.get("If-None-Exist", ""))).get("identifier", "")
            status, place = self.system.create(kind, json.loads(content), self._token(), condition)
            self._sent(status, b"", {"Location": f"{place}/_history/1"})
        except Refusal as refusal:
            self._json(refusal.status, refusal.body)

    def _basic(self) -> tuple[str, str] | None:
        """Id and secret of a client, each decoded as a form has it (RFC 6749, section 2.3.1)."""
        kind, _, value = self.headers.get("Authorization", "").partition(" ")
        if kind != "Basic":
            return None
        name, _, secret = base64.b64decode(value).decode().partition(":")
        return unquote_plus(name, errors="strict"), unquote_plus(secret, errors="strict")

    def _token(self) -> str:
        return self.headers.get("Authorization", "").removeprefix("Bearer ")

    def _html(self, body: str) -> None:
        page = f"<!DOCTYPE html><html lang=en><meta charset=utf-8><title>Sandbox</title><body>{body}</body></html>"
        self._sent(200, page.encode(), {"Content-Type": "text/html; charset=utf-8"})

    def _json(self, status: int, body: Json) -> None:
        self._sent(status, json.dumps(body).encode(), {"Content-Type": "application/json"})

    def _redirect(self, url: str) -> None:
        self._sent(302, b"", {"Location": url})

    def _sent(self, status: int, content: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(content)
        except (BrokenPipeError, ConnectionResetError):
            return  # the app hung up, as it may

    def log_message(self, *_: Any) -> None:
        """Nothing."""
