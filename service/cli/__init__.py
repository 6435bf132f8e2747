"""The command line `immunote`.

Exit status: 0 with what was asked for; 2 where the input is bad (every fault on stderr, nothing on stdout); 3 where
the engine itself gives no answer (the evaluators disagree, or durable-rules is not built).
"""

from __future__ import annotations

import errno
import os
import sys

from immunote.service.cli import fault_codes as fault_codes

__all__ = ["main"]
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO)
COMPLETING = "_IMMUNOTE_COMPLETE"
"""What a shell sets while it asks for completions."""


def main() -> None:
    """Run the command line and exit. The garbage collector stays off: whoever goes on afterwards turns it on again."""
    import atexit
    import gc

    # One command makes many small objects, keeps them all and ends: collecting costs a fifth of its time for nothing.
    # Frozen at the end, they are not walked by the last collection of the interpreter either.
    gc.disable()
    atexit.register(gc.freeze)
    _run()


def _run() -> None:
    from immunote.engine.faults import Refused
    from immunote.service.cli import checkout
    from immunote.service.cli.app import only_what_is_called
    from immunote.service.terminal import output

    output.prepare()
    if COMPLETING not in os.environ:
        checkout.say_if_another_runs()
    try:
        only_what_is_called(sys.argv[1:])(prog_name="immunote")
    except OSError as error:  # of the help, which Typer writes, or of a file
        if error.errno not in _FULL:
            raise
        raise output.unwritten(error, str(error.filename or "output")) from None
    except Refused as refused:
        output.report(refused.faults)
        raise SystemExit(output.BAD_INPUT) from None
