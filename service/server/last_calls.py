"""A listening socket that hears no new caller, while those who got through already are still taken.

Closing it at once would cut off whoever has connected and was not accepted yet. On Linux a filter on the socket drops
every packet that would begin a connection: such a caller knows before sending anything that nobody answers.
"""

from __future__ import annotations

import ctypes
import socket
import struct
import sys

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
