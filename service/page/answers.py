"""A form as it was sent: the text of each field, by name."""

from __future__ import annotations

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from immunote.service.security.session import check_form


async def fields_of(request: Request) -> dict[str, str]:
    """The text fields of a form that was posted. Of a name that is there more often the last counts.

    Raises NotThisSession where the form is of another session.
    """
    return check_form(await sent(request))


async def sent(request: Request) -> dict[str, str]:
    """The text fields of a form, whoever sent it."""
    async with request.form(max_files=1, max_fields=2000) as form:
        return texts_of(form)


def texts_of(form: FormData) -> dict[str, str]:
    """The fields of a form that hold text; of a name that is there more often the last."""
    return {name: value for name, value in form.multi_items() if not isinstance(value, UploadFile)}
