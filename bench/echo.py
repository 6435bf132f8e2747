"""The least that a FastAPI service can do: read the JSON that it is sent and send it back.

python -m bench.echo PORT WORKERS
"""

from __future__ import annotations

import socket
import sys
from typing import Any

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

app = FastAPI(openapi_url=None)


@app.post("/v1/notes")
async def echo(body: dict[str, Any]) -> dict[str, Any]:
    return body


def main() -> None:
    """Answer until told to stop, with the parser that the service uses."""
    # by its protocol's number asyncio sees that it is TCP, and sends without delay; `uvicorn --workers` leaves it out
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", int(sys.argv[1])))
    listening.listen(2048)
    config = uvicorn.Config("bench.echo:app", http="h11", access_log=False, log_level="error", workers=int(sys.argv[2]))
    Multiprocess(config, sockets=[listening]).run()


if __name__ == "__main__":
    main()
