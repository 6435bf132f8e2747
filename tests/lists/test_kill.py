"""Killed at any moment, by a signal or a full disk, a run goes on to the same bytes. Many kills: bench/kills.py."""

from __future__ import annotations

import subprocess
from pathlib import Path
from random import Random

import pytest

from immunote.service.rulebases.in_use import engine_of
from tests.lists.cohorts import cohort, files_in, write_parquet
from tests.support.kills import COMMAND, Moment, Undisturbed, command, killed, moments, undisturbed
from tests.support.list_sources import SOURCES, ListSource

KILLS = (1, 2, 3, 2)  # of each run, for a file and for a folder: all but the first hit a run that resumes
ROWS, PARTS = 800, 20
OUTPUTS = ("out.csv", "folder")
SOUP = Path(__file__).parents[1] / "rulebases" / "soup"  # small, for a run goes on alike whatever the rules are
SMALL_PARTS = ("--rules", str(SOUP), "--part-rows", str(ROWS // PARTS), "--notes", "3")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    soup = engine_of(SOUP)
    rows = cohort(soup, ROWS, seed=2)
    rows[7]["id"] = rows[250]["id"]
    rows[9]["pepper_heat"] = 900
    return write_parquet(tmp_path_factory.mktemp("list") / "list.parquet", soup, rows)


@pytest.fixture(scope="module")
def whole(source: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Undisturbed]:
    """What nothing disturbs, by the name of the output."""
    folder = tmp_path_factory.mktemp("whole")
    return {name: undisturbed(source, folder / f"{name}-", name, SMALL_PARTS) for name in OUTPUTS}


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_run_killed_at_random_moments_goes_on_to_the_same_bytes(
    source: Path, whole: dict[str, Undisturbed], tmp_path: Path, name: str
) -> None:
    rng = Random(name)
    for number, times in enumerate(KILLS):
        found = killed(source, tmp_path / f"killed-{number}", name, SMALL_PARTS, moments(rng, times), whole[name])
        assert not found.differs, found


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_run_that_is_killed_once_more_while_it_resumes_goes_on_to_the_same_bytes(
    source: Path, whole: dict[str, Undisturbed], tmp_path: Path, name: str
) -> None:
    at = [Moment("deciding", 0.3, 0.5), Moment("deciding", 0.4, 0.5), Moment("finishing", 0.3, 0.0)]
    found = killed(source, tmp_path / "killed", name, SMALL_PARTS, at, whole[name])
    first, second, *_ = found.kills
    assert not first.resumed
    assert second.resumed
    assert 0 < first.parts < second.parts <= PARTS
    assert not first.ended
    assert not second.ended
    assert not found.differs, found


@pytest.mark.parametrize("option", ["--resume", "--force"])
@pytest.mark.parametrize(("name", "left"), [("folder", ".lock"), ("folder", ".run.json.tmp"), ("out.csv", ".lock")])
def test_a_run_killed_before_it_said_what_it_is_goes_on(
    source: Path, whole: dict[str, Undisturbed], tmp_path: Path, name: str, left: str, option: str
) -> None:
    """Too short a moment to be hit by chance: the lock is there, and a former result is half cleared away."""
    for path, content in whole[name].files.items():
        if not path.endswith("manifest.json"):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(content)
    work = tmp_path / "folder" / ".work" if name == "folder" else tmp_path / f"{name}.parts"
    work.mkdir()
    (work / left).write_bytes(b"")
    again = [*command(source, tmp_path / name, SMALL_PARTS), option]
    done = subprocess.run(again, capture_output=True, text=True, check=False)
    assert done.returncode == 4, done.stderr
    assert files_in(tmp_path) == whole[name].files


@pytest.mark.parametrize("kind", ["xlsx", "gz", "duckdb", "since"])
def test_a_run_over_another_kind_of_input_goes_on_to_the_same_bytes(tmp_path: Path, kind: str) -> None:
    """The kinds that are read from a copy, and a run that takes rows over; all kinds, often: bench/kills.py."""
    soup = engine_of(SOUP)
    rows = cohort(soup, ROWS, seed=2)
    if kind == "since":
        (tmp_path / "former").mkdir()
        former = write_parquet(tmp_path / "former.parquet", soup, [*cohort(soup, 80, seed=3), *rows[80:]])
        subprocess.run(command(former, tmp_path / "former" / "out", SMALL_PARTS), capture_output=True, check=False)
        listed = ListSource(str(write_parquet(tmp_path / "now.parquet", soup, rows)))
        options = (*SMALL_PARTS, "--since", str(tmp_path / "former" / "out"))
    else:
        listed = SOURCES[kind](tmp_path, soup, rows)
        options = SMALL_PARTS
    undisturbed_run = undisturbed(listed.name, tmp_path / "undisturbed", "out.csv", options)
    at = [Moment("deciding", 0.4, 0.5)]
    found = killed(listed.name, tmp_path / "killed", "out.csv", options, at, undisturbed_run)
    assert not found.kills[0].ended
    assert not found.differs, found


FULL = """
mount -t tmpfs -o size="$1" none "$2" || exit 77
disk=$2 found=$3
shift 3
"$@"; echo "stopped $?"
mount -o remount,size=64m "$disk"
"$@" --resume; echo "resumed $?"
cp -R "$disk/." "$found"
"""


@pytest.mark.parametrize(("room", "name"), [("4k", "folder"), ("100k", "out.csv"), ("300k", "folder")])
def test_a_disk_that_is_full_is_said_and_the_run_goes_on_once_there_is_room(
    source: Path, whole: dict[str, Undisturbed], tmp_path: Path, room: str, name: str
) -> None:
    """A real one, of so many bytes: full at the run's own first words, among the parts, and near the end."""
    if subprocess.run(["unshare", "-rm", "mount", "-t", "tmpfs", "none", tmp_path], check=False).returncode:
        pytest.skip("no file system can be mounted here: no user namespaces")
    for each in ("disk", "found"):
        (tmp_path / each).mkdir()
    words = [room, tmp_path / "disk", tmp_path / "found", *command(source, tmp_path / "disk" / name, SMALL_PARTS)]
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", FULL, "sh", *map(str, words)], capture_output=True, text=True, check=False
    )
    assert "stopped 5\n" in done.stdout, done.stderr
    assert "resumed 4\n" in done.stdout, done.stderr
    assert "L17 an output that cannot be written: `No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    assert files_in(tmp_path / "found") == whole[name].files


def test_a_file_that_may_grow_no_more_is_said_and_the_run_goes_on_once_it_may(
    source: Path, whole: dict[str, Undisturbed], tmp_path: Path
) -> None:
    """A quota: the one large file, joined at the end, is refused by the system half way."""
    wanted = command(source, tmp_path / "out.csv", SMALL_PARTS)
    limited = subprocess.run(
        ["sh", "-c", 'ulimit -f 40; exec "$@"', "sh", *wanted], capture_output=True, text=True, check=False
    )
    assert limited.returncode == 5, limited.stderr
    assert "L17" in limited.stderr
    assert "--resume" in limited.stderr
    assert "Traceback" not in limited.stderr
    assert not (tmp_path / "out.csv").exists()
    resumed = subprocess.run([*wanted, "--resume"], capture_output=True, text=True, check=False)
    assert resumed.returncode == 4, resumed.stderr
    assert files_in(tmp_path) == whole["out.csv"].files


def test_a_stop_asked_for_is_told(source: Path, tmp_path: Path) -> None:
    process = subprocess.Popen(
        command(source, tmp_path / "out", ("--rules", str(SOUP), "--part-rows", "2")),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while process.poll() is None and not (tmp_path / "out" / ".work" / "part-00002.json").exists():
        pass
    process.terminate()
    out, error = process.communicate()
    assert process.returncode == 5
    assert "--resume" in error
    assert out == ""
    assert COMMAND.exists()
