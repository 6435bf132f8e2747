"""The real command in a process of its own: exit status, what goes to stdout and what to stderr."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

COMMAND = Path(sys.executable).parent / "immunote"
PROFILE = {"age_years": 56, "sex": "female", "has_systemic_sclerosis": True}


def run(*arguments: str, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    inherited = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "PYTHONIOENCODING")}
    return subprocess.run(
        [str(COMMAND), *arguments], input=given, capture_output=True, check=False, env=inherited | environment
    )


def written(tmp_path: Path, content: bytes, name: str = "profile.json") -> str:
    path = tmp_path / name
    path.write_bytes(content)
    return str(path)


def profile(**more: object) -> bytes:
    return json.dumps(PROFILE | more).encode()


BAD = {
    "10 MB of JSON": (b'{"age_years": ' + b" " * 10_000_000 + b"56}", ["P11"]),
    "a list of many patients": (b"[" + b"{}," * 100_000 + b"{}]", ["P11"]),
    "deep nesting in JSON": (b'{"age_years": ' + b"[" * 50_000 + b"]" * 50_000 + b"}", ["P12"]),
    "deep nesting in YAML": (b"age_years: " + b"[" * 50_000 + b"]" * 50_000, ["P12"]),
    "NaN": (b'{"age_years": NaN}', ["P10"]),
    "infinity": (b'{"age_years": 56, "weight_kg": -Infinity}', ["P10"]),
    "an integer of ten thousand digits": (b'{"age_years": ' + b"9" * 10_000 + b"}", ["P10"]),
    "duplicate keys": (b'{"age_years": 56, "age_years": 65}', ["P03"]),
    "duplicate keys in YAML": (b"age_years: 56\nage_years: 65\n", ["P03"]),
    "binary": (bytes(range(256)) * 40, ["P17"]),
    "zero bytes": (b"\0" * 500, ["P01"]),
    "UTF-16": ('{"age_years": 56}'.encode("utf-16"), ["P17"]),
    "neither JSON nor YAML": (b'{"age_years": 56', ["P01"]),
    "an empty file": (b"", ["P01"]),
    "a file of comments": (b"# nothing yet\n\n", ["P01"]),
    "a list": (b"[1, 2]", ["P02"]),
    "a bare word": (b"hello", ["P02"]),
    "a list inside": (b'{"age_years": [56]}', ["P05"]),
    "an unknown element": (b'{"age_year": 56}', ["P04"]),
    "a wrong type": (b'{"age_years": true}', ["P05"]),
    "a number as text": (b'{"age_years": "56"}', ["P06"]),
    "a value outside the plausible range": (b'{"age_years": 560}', ["P07"]),
    "a value in another unit": (b'{"iga_g_l": 40}', ["P08"]),
    "facts that contradict each other": (b'{"has_active_renal_crisis": true, "had_renal_crisis": false}', ["P09"]),
    "a member that does not exist": (b'{"sex": "femal"}', ["P13"]),
    "part of a whole number": (b'{"age_years": 56.5}', ["P14"]),
    "two that differ": (b'{"weight_kg": 62, "height_cm": 160, "bmi_kg_m2": 35}', ["P15"]),
    "three faults at once": (b'{"age_year": 56, "sex": "femal", "weight_kg": "62"}', ["P04", "P13", "P06"]),
    "a lone surrogate": (b'{"\\ud800": 1}', ["P17"]),
    "an escape sequence": (b'{"\\u001b[31mred": 1}', ["P04"]),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused_with_every_fault_and_no_note(case: str, tmp_path: Path) -> None:
    content, codes = BAD[case]
    found = run("note", written(tmp_path, content))
    errors = found.stderr.decode("utf-8")
    assert found.returncode == 2
    assert found.stdout == b""
    assert "Traceback" not in errors
    assert sorted(codes) == sorted("P" + line.partition(": P")[2][:2] for line in errors.splitlines() if ": P" in line)
    assert errors.count("help: ") == len(codes)
    assert "\x1b" not in errors
    assert max(len(line) for line in errors.splitlines()) < 500


def test_files_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    for name in (str(tmp_path), str(tmp_path / "missing.json"), "/dev/null/x", "a" * 5000, ""):
        found = run("note", name)
        assert (found.returncode, found.stdout) == (2, b"")
        assert b": P16 " in found.stderr
        assert b"Traceback" not in found.stderr


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    name = written(tmp_path, profile())
    Path(name).chmod(0)
    found = run("note", name)
    assert (found.returncode, found.stdout) == (2, b"")
    assert b": P16 " in found.stderr


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (["--for", "pannel"], "Q03"),
        (["--for", "ehr", "--full"], "Q03"),
        (["--for", "panel", "--format", "html"], "Q03"),
        (["--format", "json", "--parts", "half"], "Q03"),
        (["--parts", "whole"], "Q03"),
    ],
)
def test_what_a_note_is_for_is_one_of_two_and_text(given: list[str], code: str) -> None:
    for command in (["note", "-"], ["example", "--note"]):
        if command[0] == "example" and "html" in given:
            continue  # it has no such format
        found = run(*command, *given, given=profile())
        assert (found.returncode, found.stdout) == (2, b"")
        errors = found.stderr.decode()
        assert f": {code} " in errors
        assert "help: " in errors
        assert "`" in errors


def test_a_note_for_a_record_and_for_a_panel_are_plain_text() -> None:
    ehr = run("note", "-", "--for", "ehr", given=profile()).stdout
    assert ehr.isascii()
    assert 4 <= len(ehr.decode().splitlines()) <= 12
    panel = run("note", "-", "--for", "panel", given=profile()).stdout.decode()
    assert panel.startswith("REQUEST TO A PANEL")
    assert "________" in panel


def test_an_endless_file_is_refused() -> None:
    found = run("note", "/dev/zero")
    assert (found.returncode, found.stdout) == (2, b"")
    assert b": P11 " in found.stderr


@pytest.mark.parametrize("content", [b"{}", b"age_years: unknown\nsex: null\n"])
def test_an_empty_profile_has_insufficient_data_and_what_to_ask_first(content: bytes) -> None:
    found = run("note", "-", "--format", "json", given=content)
    note = json.loads(found.stdout)
    assert found.returncode == 0
    assert note["status"] == "insufficient_data"
    assert note["missing"][0]["element"]
    assert found.stderr == b""
    whole = json.loads(run("note", "-", "--format", "json", "--parts", "whole", given=content).stdout)
    assert whole["missing"][0]["question"]
    assert whole["digest"] == note["digest"]
    assert len(found.stdout) < 25_000


def test_json_yaml_and_stdin_give_the_same_note(tmp_path: Path) -> None:
    yaml = b"age_years: 56\nsex: female\nhas_systemic_sclerosis: true\n"
    answers = [
        run("note", written(tmp_path, profile()), "--format", "json"),
        run("note", written(tmp_path, yaml, "profile.yaml"), "--format", "json"),
        run("note", "-", "--format", "json", given=profile()),
        run("note", "-", "--format", "json", given=b"\xef\xbb\xbf" + profile()),
    ]
    assert {answer.returncode for answer in answers} == {0}
    assert len({answer.stdout for answer in answers}) == 1


@pytest.mark.parametrize("format", ["text", "markdown", "html", "json"])
def test_every_format_is_utf8_without_escape_sequences_whatever_the_locale(format: str) -> None:
    found = run("note", "-", "--format", format, given=profile(), LC_ALL="C", PYTHONUTF8="0", FORCE_COLOR="1")
    assert (found.returncode, found.stderr) == (0, b"")
    assert "\x1b" not in found.stdout.decode("utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ["note", "-"],
        ["example", "--note"],
        ["note", "-", "--full"],
        ["fields"],
        ["rules", "list"],
        ["rules", "check"],
        ["--help"],
    ],
)
def test_text_keeps_to_the_columns_there_are(arguments: list[str]) -> None:
    """Where nobody says how many there are, in a file or pipe, 80; a page, which is one sheet, has 100."""
    is_a_page = "--full" not in arguments and not {"note", "--note"}.isdisjoint(arguments)
    for columns, most in (("80", 80), ("100", 100), ("200", 100), ("", 100 if is_a_page else 80)):
        found = run(*arguments, given=profile(), COLUMNS=columns)
        widest = max(cell_len(line) for line in found.stdout.decode().splitlines())
        assert found.returncode == 0
        assert widest <= most
        assert widest > 60


def test_every_wrong_option_and_every_fault_of_the_profile_are_reported_together() -> None:
    found = run("note", "-", "--format", "jsn", "--jurisdiction", "usa", given=b'{"age_years": 560, "sex": "femal"}')
    errors = found.stderr.decode()
    assert (found.returncode, found.stdout) == (2, b"")
    assert errors.count(": Q03 ") == 2
    assert "did you mean `json`?" in errors
    assert "did you mean `us`?" in errors
    assert ": P07 " in errors
    assert ": P13 " in errors
    assert errors.endswith("4 faults\n")


def test_the_option_never_overrides_the_jurisdiction_of_the_profile() -> None:
    found = run("note", "-", "--jurisdiction", "eu", given=profile(jurisdiction="us"))
    assert (found.returncode, found.stdout) == (2, b"")
    assert "$.jurisdiction: P09" in found.stderr.decode()


def test_a_reader_that_leaves_early_ends_the_command_quietly() -> None:
    with subprocess.Popen([str(COMMAND), "fields"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() in (0, 141)


def test_closed_standard_streams_are_no_reason_for_a_traceback() -> None:
    found = subprocess.run(["sh", "-c", f'"{COMMAND}" note - <&-'], capture_output=True, check=False)
    assert (found.returncode, found.stdout) == (2, b"")
    assert b": P16 " in found.stderr
    quiet = subprocess.run(["sh", "-c", f'"{COMMAND}" schema note >&-'], capture_output=True, check=False)
    assert b"Traceback" not in quiet.stderr


def test_misuse_has_status_2_and_says_how_to_go_on() -> None:
    for arguments in (["note"], ["nots"], ["note", "a", "b"], ["rules", "show"], ["--wrong"]):
        found = run(*arguments)
        assert (found.returncode, found.stdout) == (2, b"")
        assert b"Traceback" not in found.stderr
        assert b"immunote" in found.stderr


def test_the_published_patient_is_noted_from_a_pipe() -> None:
    example = run("example")
    assert json.loads(example.stdout)["has_systemic_sclerosis"] is True
    found = run("note", "-", "--format", "json", given=example.stdout)
    assert found.returncode == 0
    assert json.loads(found.stdout)["status"] == "provisional"


def test_on_a_terminal_colour_only_repeats_what_the_marks_say(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty")
    name = written(tmp_path, profile())

    def shown(**environment: str) -> str:
        control, terminal = pty.openpty()
        settings = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", **environment}
        with subprocess.Popen([str(COMMAND), "note", name], stdout=terminal, env=settings) as process:
            os.close(terminal)
            parts = []
            while True:
                try:
                    part = os.read(control, 65536)
                except OSError:  # Linux reports the end of a terminal as an error
                    break
                if not part:
                    break
                parts.append(part)
            assert process.wait() == 0
        os.close(control)
        return b"".join(parts).decode().replace("\r\n", "\n")

    plain = run("note", name, COLUMNS="100").stdout.decode()
    assert shown(NO_COLOR="1") == plain
    coloured = shown(NO_COLOR="")
    assert "\x1b[" in coloured
    assert _without_colour(coloured) == _without_colour(plain)


def _without_colour(text: str) -> list[str]:
    import re

    return [line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", text).splitlines()]


def test_a_note_leaves_nothing_on_the_disk_beside_the_rules_that_are_kept_anyway(tmp_path: Path) -> None:
    places = dict.fromkeys(("HOME", "TMPDIR", "XDG_CACHE_HOME", "IMMUNOTE_CACHE"), str(tmp_path))

    def left() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    assert run("example", "--note", **places).returncode == 0
    before = left()
    assert len(before) == 1, "the compiled rule base is kept"
    for patient in (profile(weight_kg=61.5), profile(age_years=71), profile(age_years=560)):
        run("note", "-", given=patient, **places)
    assert left() == before
