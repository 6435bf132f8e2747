"""The path of a request as the app's routes see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import Scope

PAGE_LIST = "/page/list"
STREAMED = frozenset({"/v1/notes/batch", PAGE_LIST})
LARGE = ("/fhir/", "/cds-services/")
PROBES = frozenset({"/health/live", "/health/ready"})


def route_path(scope: Scope) -> str:
    """The path without the prefix under which a proxy serves this app."""
    path: str = scope["path"]
    root: str = scope.get("root_path", "").rstrip("/")
    return path[len(root) :] if root and path.startswith(root + "/") else path


def is_page(path: str) -> bool:
    """Whether a path is of the clinician's page, or of a launch that opens it."""
    return path in {"/", "/page", "/smart"} or path.startswith(("/page/", "/smart/"))
