"""What a browser fetches beside a page: one stylesheet, one script, each under a name that holds its hash."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path as File
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from immunote.engine.faults import Fault, shorten
from immunote.service.html.palette import PALETTE
from immunote.service.html.policy import STYLE
from immunote.service.kernel.problems import Problem

router = APIRouter(include_in_schema=False)
_FOLDER = File(__file__).parent / "assets"
_FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}


@dataclass(frozen=True)
class Asset:
    """One file to fetch. `address`: where it is served, with the hash of its content."""

    address: str
    content: bytes
    media: str


def _asset(stem: str, ending: str, media: str, text: str) -> Asset:
    content = text.encode()
    return Asset(f"/page/assets/{stem}-{sha256(content).hexdigest()[:16]}.{ending}", content, media)


def _text(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


STYLESHEET = _asset("page", "css", "text/css; charset=utf-8", STYLE + PALETTE + _text("page.css"))
SCRIPT = _asset("page", "js", "text/javascript; charset=utf-8", _text("page.js"))
_ASSETS = {each.address.rpartition("/")[2]: each for each in (STYLESHEET, SCRIPT)}


@router.get("/page/assets/{name}")
async def asset(name: Annotated[str, Path()]) -> Response:
    """A file by its name; open to all, since nothing of a patient is in it. Raises Problem 404."""
    found = _ASSETS.get(name)
    if found is None:
        raise Problem(404, "No such file", [Fault("request", "S06", shorten(name), "load the page again")])
    return Response(found.content, headers={"Content-Type": found.media, **_FOREVER})
