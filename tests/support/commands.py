"""Commands of `immunote`, run in the process of the test."""

from __future__ import annotations

from typer.testing import CliRunner

from immunote.service.cli.app import app


def immunote(*words: object) -> str:
    """Run a command; what it printed."""
    done = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code in (0, 4), done.output
    return done.stdout
