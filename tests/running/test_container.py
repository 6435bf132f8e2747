"""The Containerfile, read as text: it is held to rules even where there is no container engine to build it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
TEXT = (HOUSE / "Containerfile").read_text(encoding="utf-8")


def instructions() -> list[tuple[str, str]]:
    """Each instruction with its arguments, continued lines joined, comments left out."""
    lines = [line for line in TEXT.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in joined.splitlines())]


ALL = instructions()
STAGES = [index for index, (word, _) in enumerate(ALL) if word == "FROM"]
FINAL = ALL[STAGES[-1] :]


def of(word: str, among: list[tuple[str, str]] = ALL) -> list[str]:
    return [rest for each, rest in among if each == word]


def test_it_knows_every_instruction() -> None:
    known = {"ARG", "FROM", "RUN", "WORKDIR", "COPY", "ENV", "USER", "VOLUME", "EXPOSE", "ENTRYPOINT", "CMD",
             "STOPSIGNAL", "HEALTHCHECK"}  # fmt: skip
    assert {word for word, _ in ALL} <= known


def test_the_compiler_stays_in_the_first_stage() -> None:
    assert len(STAGES) == 2
    assert "gcc" in str(of("RUN", ALL[: STAGES[-1]]))
    assert not re.search(r"apt|pip|gcc", str(of("RUN", FINAL)))
    assert of("COPY", FINAL) == ["--from=build /opt/immunote /opt/immunote"]


def test_it_runs_as_an_ordinary_user_given_by_number() -> None:
    user = of("USER", FINAL)[-1]
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", user)
    last = max(index for index, (word, _) in enumerate(FINAL) if word in ("RUN", "COPY"))
    assert FINAL.index(("USER", user)) > last


def test_it_writes_only_where_it_says_so() -> None:
    assert of("VOLUME", FINAL) == ['["/var/lib/immunote"]']
    assert "--read-only" in TEXT
    environment = " ".join(of("ENV", FINAL))
    assert "PYTHONDONTWRITEBYTECODE=1" in environment
    assert "IMMUNOTE_STORAGE__URL=sqlite:////var/lib/immunote/" in environment
    assert of("WORKDIR", FINAL) == ["/var/lib/immunote"]


def test_it_stops_gracefully_and_without_a_shell_in_between() -> None:
    assert of("STOPSIGNAL", FINAL) == ["SIGTERM"]
    assert of("ENTRYPOINT", FINAL) == ['["immunote"]']
    assert of("CMD", FINAL) == ['["serve"]']


def test_its_health_check_is_a_module_of_ours() -> None:
    (check,) = of("HEALTHCHECK", FINAL)
    module = re.search(r'"-m", "([\w.]+)"', check)
    assert module
    assert (HOUSE / (module[1].replace(".", "/") + ".py")).exists()


def test_what_it_installs_is_locked_with_hashes() -> None:
    taken = re.findall(r"pip (?:--python \S+ )?(?:install|wheel) ([^&]+)", " && ".join(of("RUN")))
    assert len(taken) >= 4
    assert all("--require-hashes" in each or "--no-deps" in each for each in taken)
    for name in re.findall(r"[\w-]+\.lock", TEXT):
        assert "--hash=sha256:" in (HOUSE / name).read_text(encoding="utf-8")


def test_nothing_that_builds_is_in_what_it_ships() -> None:
    """The environment that is copied has no pip, and takes finished wheels and nothing else."""
    runs = " && ".join(of("RUN", ALL[: STAGES[-1]]))
    assert "venv --without-pip /opt/immunote" in runs
    filled = [each for each in runs.split("&&") if "pip" in each and "/opt/immunote" in each and "venv" not in each]
    assert len(filled) == 1
    assert "--no-index" in filled[0]
    assert filled[0].strip().endswith("/wheels/*.whl")


def test_it_names_no_host_and_holds_no_secret() -> None:
    instructions_only = "\n".join(rest for _, rest in ALL)
    assert not re.search(r"https?://|index-url|\bcurl\b|\bwget\b|\bADD\b", instructions_only)
    assert not re.search(r"password|secret|token|development", instructions_only, re.IGNORECASE)
    bases = of("ARG") + [rest for rest in of("FROM") if not rest.startswith("${")]
    (base,) = bases  # pinned, and of no registry: that is the builder's own choice
    assert re.fullmatch(r"PYTHON=python:3\.12-slim-bookworm@sha256:[0-9a-f]{64}", base)


def test_what_it_copies_is_there_and_not_ignored() -> None:
    ignored = (HOUSE / ".containerignore").read_text(encoding="utf-8").splitlines()
    assert "*" in ignored
    for rest in of("COPY"):
        if not rest.startswith("--from"):
            for name in rest.split()[:-1]:
                assert (HOUSE / name).exists(), name
                assert f"!{name}" in ignored, name


@pytest.mark.parametrize("lock", ["requirements-telemetry.lock"])
def test_what_it_installs_holds_all_that_the_service_needs(lock: str) -> None:
    def names(path: str) -> dict[str, str]:
        text = (HOUSE / path).read_text(encoding="utf-8")
        return dict(re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==(\S+)", text, re.MULTILINE))

    service, installed = names("requirements-service.lock"), names(lock)
    assert service.items() <= installed.items()
    assert "opentelemetry-sdk" in installed
    assert "gherkin-official" in installed, "the page reads scenarios as the service starts"
