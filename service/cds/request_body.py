"""From the bytes of a request to a model; everything wrong with it at once, and no value of it repeated."""

from __future__ import annotations

from typing import TypeVar

import orjson
from pydantic import BaseModel, ValidationError
from starlette.requests import Request

from immunote.engine.faults import Fault, shorten
from immunote.engine.json_keys import KeyTwice, read_json
from immunote.service.kernel.problems import Problem

Model = TypeVar("Model", bound=BaseModel)
_BOM = b"\xef\xbb\xbf"


async def read(request: Request, model: type[Model], code: str) -> Model:
    """The body as `model`. Raises Problem 400 with faults of `code`."""
    try:
        found = read_json((await request.body()).removeprefix(_BOM))
    except KeyTwice as twice:
        raise _refused(twice.faults) from None
    except orjson.JSONDecodeError as error:
        help_line = "the body has to be one JSON object in UTF-8"
        raise _refused([Fault("$", code, f"line {error.lineno}, column {error.colno}", help_line)]) from None
    try:
        return model.model_validate(found)
    except ValidationError as error:
        raise _refused(
            [
                Fault(_place(each["loc"]), code, shorten(each["loc"][-1] if each["loc"] else "body"), each["msg"])
                for each in error.errors(include_url=False, include_context=False, include_input=False)
            ]
        ) from None


def _refused(faults: list[Fault]) -> Problem:
    return Problem(400, "The request cannot be read", faults)


def _place(loc: tuple[int | str, ...]) -> str:
    return "$" + "".join(f"[{part}]" if isinstance(part, int) else f"['{part}']" for part in loc)


def body(model: type[BaseModel]) -> dict[str, object]:
    """How OpenAPI describes a body that `read` reads; immunote.service.server.openapi puts the schema there."""
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}}
    return {"requestBody": {"required": True, "content": content}}
