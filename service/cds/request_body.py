"""From the bytes of a request to a model; everything wrong with it at once, and no value of it repeated."""

from __future__ import annotations

from typing import Any, TypeVar

import orjson
from pydantic import BaseModel, ValidationError
from starlette.requests import Request

from immunote.engine.faults import Fault, shorten
from immunote.service.kernel.problems import Problem

Model = TypeVar("Model", bound=BaseModel)


async def read(request: Request, model: type[Model], code: str) -> Model:
    """The body as `model`. Raises Problem 400 with faults of `code`."""
    try:
        found = orjson.loads(await request.body())
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
    """How OpenAPI describes a body that `read` reads."""
    content = {"application/json": {"schema": inlined(model)}}
    return {"requestBody": {"required": True, "content": content}}


def inlined(model: type[BaseModel], mode: Any = "validation") -> dict[str, Any]:
    """The JSON schema of a model without references, so that it can stand anywhere in an OpenAPI description."""
    schema = model.model_json_schema(mode=mode)
    definitions = schema.pop("$defs", {})

    def resolved(part: Any) -> Any:
        if isinstance(part, dict):
            if "$ref" in part:
                return resolved(definitions[part["$ref"].rpartition("/")[2]])
            return {key: resolved(value) for key, value in part.items()}
        return [resolved(each) for each in part] if isinstance(part, list) else part

    result: dict[str, Any] = resolved(schema)
    return result
