"""Past one machine: two servers, one database, one of them killed under load. More kills: bench/two_servers.py."""

from __future__ import annotations

from pathlib import Path

from bench.two_servers import judged
from tests.support.two_servers import two_servers

SOUP = Path(__file__).parents[1] / "rulebases" / "soup"


def test_no_note_is_lost_or_logged_twice_when_one_server_is_killed(tmp_path: Path) -> None:
    """Nor does anybody have to wait for it: the other one answers at once, and the proxy finds it."""
    with two_servers(tmp_path, SOUP) as found:
        asked = found.ask(callers=4, seconds=4, during=found.kill_one)
        result = judged(found.database, asked)
        assert result.answered > 20
        assert (result.lost, result.doubled, result.findings) == (0, 0, 0)
        # what was under way on the server that died, of four callers, and one more each until the proxy leaves it alone
        assert result.asked_again <= 8
        assert set(asked.others) <= {"503"}
