"""Makes the schemas of the description such that programs that write clients understand all of them.

Titles of fields are left out: two fields of one name in two models would be two types of one name. A default of a
field that may be left out is left out too: generators for TypeScript take a field with a default for one that is always
there.
"""

from __future__ import annotations

from typing import Any

_DATA = frozenset({"example", "examples", "default", "const", "enum"})  # what is in these is no schema


def tidy(description: dict[str, Any]) -> None:
    """Change an OpenAPI description in place: each component has its name as its title, and nothing else has one."""
    schemas = description["components"]["schemas"]
    for part in (description["paths"], *schemas.values()):
        _strip(part)
    for name, schema in schemas.items():
        schema["title"] = name


def _strip(part: Any) -> None:
    if isinstance(part, list):
        for each in part:
            _strip(each)
        return
    if not isinstance(part, dict):
        return
    if isinstance(part.get("title"), str):
        del part["title"]
    properties = part.get("properties")
    if isinstance(properties, dict):
        required = part.get("required", ())
        for name, schema in properties.items():
            if isinstance(schema, dict) and name not in required:
                schema.pop("default", None)
    for key, value in part.items():
        if key not in _DATA:
            _strip(value)
