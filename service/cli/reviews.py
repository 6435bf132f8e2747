"""`immunote reviews`: the sources that feedback sent to be read again, and what came of it."""

from __future__ import annotations

import orjson
import sqlalchemy

from immunote.engine.faults import Fault, Refused
from immunote.service.cli import inputs
from immunote.service.cli.decision_log import FORMATS, with_database
from immunote.service.storage.database import existing
from immunote.service.storage.feedback import FeedbackStore, NotOpen, SourceReview, resolution_of
from immunote.service.terminal import output

BY = "command line"
"""Who closed an entry, as the database has it: the command line knows no caller."""


def list_reviews(all: bool, format: str, url: str | None) -> int:
    """One entry a line, the oldest first. Raises Refused."""
    if faults := inputs.not_one_of("--format", format, FORMATS):
        raise Refused(faults)

    def work(database: sqlalchemy.Engine) -> int:
        found = FeedbackStore(database).reviews(open_only=not all)
        if not found:
            output.say("no review entry" if all else "no open review entry")
        for each in found:
            shown = orjson.dumps(each.model_dump(mode="json")).decode() if format == "json" else _line(each)
            output.write(output.visible(shown))
        return 0

    return with_database(url, existing, work)


def close(review: int, because: str, url: str | None) -> int:
    """Close an entry with what came of it. Raises Refused (S67)."""
    try:
        resolution = resolution_of(because)
    except ValueError as error:
        raise Refused([Fault("--because", "S67", because, str(error))]) from None

    def work(database: sqlalchemy.Engine) -> int:
        try:
            closed = FeedbackStore(database).close(review, resolution, BY)
        except NotOpen as error:
            raise Refused([Fault("ID", "S67", str(review), error.why)]) from None
        output.write(output.visible(_line(closed)))
        return 0

    return with_database(url, existing, work)


def _line(review: SourceReview) -> str:
    line = f"{review.id}  {review.source}  opened {review.opened:%Y-%m-%d}, asked for by {review.times}"
    if review.closed is None:
        return line
    return f"{line}  closed {review.closed:%Y-%m-%d} by {review.closed_by or 'somebody'}: {review.resolution}"
