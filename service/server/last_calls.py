"""A listening socket that hears no new caller, while those who got through already are still taken.

Closing it at once would cut off whoever has connected and was not accepted yet. On Linux a filter on the socket drops
every packet that would begin a connection: such a caller knows before sending anything that nobody answers.
"""

from __future__ import annotations

import ctypes
import socket
import struct
import sys
from typing import Any

_SO_ATTACH_FILTER = 26  # <asm-generic/socket.h>; Python's socket module has no name for it
_RETURN_NOTHING = struct.pack("HBBI", 0x06, 0, 0, 0)  # struct sock_filter: BPF_RET | BPF_K, keep 0 bytes


def take_no_more(listening: socket.socket) -> None:
    """Let nobody new in. Elsewhere than on Linux: few, by a queue of one."""
    if sys.platform == "linux":
        program = ctypes.create_string_buffer(_RETURN_NOTHING, len(_RETURN_NOTHING))
        described = struct.pack("HP", 1, ctypes.addressof(program))  # struct sock_fprog
        listening.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, described)
    else:
        listening.listen(1)


class OneByOne(socket.socket):
    """A listening socket that gives away one connection each time the event loop looks.

    The loop would take all that wait, and a caller that opens several at once would have all of them answered by the
    one worker that woke first, for as long as they are kept open.
    """

    takes_all = False
    _took = False

    def accept(self) -> tuple[socket.socket, Any]:
        """The next connection. Raises BlockingIOError where there is none, or where the one of this look was taken."""
        if self._took and not self.takes_all:
            self._took = False
            raise BlockingIOError
        self._took = False
        taken = super().accept()
        self._took = True
        return taken
