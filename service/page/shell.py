"""What every screen shares: the frame around it, its content security policy, and that nobody keeps a copy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from immunote.engine.rulebase import RuleBase
from immunote.engine.words import capital, dated
from immunote.service.html.environment import Html, document, part
from immunote.service.html.policy import NO_FRAMES
from immunote.service.page.assets import SCRIPT, STYLESHEET
from immunote.service.security.session import CSRF_FIELD, csrf_token, current_visit

SCREENS = (
    ("start", "/", "Start"),
    ("questions", "/page/questions", "Questions"),
    ("list", "/page/list", "A list"),
    ("rules", "/page/rules", "Rules and sources"),
    ("review", "/page/review", "Review"),
)
"""Each screen of the navigation: its id, its address, its title."""

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; "
    f"img-src 'self' data:; base-uri 'none'; {NO_FRAMES}"
)
"""The page runs its own script and applies its own stylesheet, talks to this service alone, and is in no frame."""

HEADERS = {"Content-Security-Policy": POLICY, "Referrer-Policy": "same-origin", "Cache-Control": "no-store"}


def screen(template: str, here: str, title: str, rulebase: RuleBase, status: int = 200, **values: Any) -> Response:
    """A whole screen as an answer. `here`: the id of the screen in the navigation."""
    shown = document(template, here=here, title=title, **_shared(rulebase), **values)
    return Response(shown, status, HEADERS, "text/html; charset=utf-8")


def refusal_screen(problem: Mapping[str, Any], rulebase: RuleBase) -> bytes:
    """The screen of problem details. It holds no form, since a request may be refused before it has a session."""
    values = {
        **_frame(rulebase),
        "csrf": "",
        "signs_out": False,
        "launched": False,
        "faults": problem["faults"],
        "status": problem["status"],
        "request_id": problem["instance"].rpartition(":")[2],
    }
    return document("app_fault.html", here="", title=problem["title"], **values).encode()


def piece(template: str, rulebase: RuleBase, **values: Any) -> Html:
    """A part of a screen, as a script asks for it."""
    return part(template, **_shared(rulebase), **values)


def _shared(rulebase: RuleBase) -> dict[str, Any]:
    visit = current_visit()
    return {
        **_frame(rulebase),
        "csrf": csrf_token(),
        "signs_out": visit.scopes is not None,
        "launched": visit.launched is not None,
    }


def _frame(rulebase: RuleBase) -> dict[str, Any]:
    return {
        "screens": SCREENS,
        "stylesheet": STYLESHEET.address,
        "script": SCRIPT.address,
        "capital": capital,
        "csrf_field": CSRF_FIELD,
        "rulebase": rulebase,
        "edition": f"{rulebase.title}, {rulebase.version}, {dated(rulebase)}",
    }
