"""Asks this machine's own service whether it is ready; the health check of a container that has no curl.

python -m immunote.service.running.probe            exit status 0 when ready, 1 when not
"""

from __future__ import annotations

import http.client
import os
import sys


def main() -> int:
    """Ask once."""
    port = int(os.environ.get("IMMUNOTE_PORT", "8000"))
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        connection.request("GET", "/health/ready")
        return 0 if connection.getresponse().status == 200 else 1
    except (OSError, ValueError, http.client.HTTPException):
        return 1
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
