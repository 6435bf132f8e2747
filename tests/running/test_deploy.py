"""The files of docs/deploy/: taken by the programs that read them, and true of the service."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from immunote.service.settings.checking import variables
from immunote.service.settings.service import Settings
from tests.support.debian import found_or_installed
from tests.support.monitoring import promtool

HOUSE = Path(__file__).parents[2]
DEPLOY = HOUSE / "docs" / "deploy"
MANIFESTS: list[dict[str, Any]] = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text(encoding="utf-8")))
KINDS = {each["kind"]: each for each in MANIFESTS}
UNIT = (DEPLOY / "immunote.service").read_text(encoding="utf-8")


def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return found


def ran(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(each) for each in words], capture_output=True, text=True, check=False, cwd=DEPLOY)


@pytest.mark.parametrize("version", ["1.29", "1.37"])
@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda each: str(each["kind"]))
def test_kubernetes_takes_each_manifest(manifest: dict[str, Any], version: str) -> None:
    kubernetes_validate.validate(manifest, version, strict=True)


def test_kubernetes_refuses_a_key_that_it_does_not_know() -> None:
    """So that the test above can fail."""
    wrong = {**KINDS["Service"], "spec": {**KINDS["Service"]["spec"], "selectors": {}}}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, "1.37", strict=True)


def test_a_pod_is_as_the_restricted_standard_asks() -> None:
    pod = KINDS["Deployment"]["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert pod["securityContext"]["runAsNonRoot"]
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert "@sha256:" in container["image"]
    user = re.search(r"^USER (\d+):(\d+)$", (HOUSE / "Containerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert user
    assert [int(each) for each in user.groups()] == [pod["securityContext"][n] for n in ("runAsUser", "runAsGroup")]


def test_all_parts_mean_the_same_pods() -> None:
    labels = KINDS["Deployment"]["spec"]["template"]["metadata"]["labels"]
    selectors = [
        KINDS["Deployment"]["spec"]["selector"]["matchLabels"],
        KINDS["Service"]["spec"]["selector"],
        KINDS["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"],
        KINDS["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"],
    ]
    assert all(each == labels for each in selectors)


def test_every_variable_that_is_set_is_one_of_the_service() -> None:
    container = KINDS["Deployment"]["spec"]["template"]["spec"]["containers"][0]
    named = {each["name"] for each in container["env"]} | {*KINDS["ConfigMap"]["data"]}
    named |= {*compose()["services"]["immunote"]["environment"]}
    known = {name for name, _ in variables()}
    assert named <= known
    assert len(named) >= 7


def test_no_process_is_killed_while_it_answers() -> None:
    settings = Settings.model_construct()
    drain = int(KINDS["ConfigMap"]["data"]["IMMUNOTE_DRAIN_SECONDS"])
    longest = drain + settings.stop_seconds + 15  # with the last seconds of a silent trial
    assert KINDS["Deployment"]["spec"]["template"]["spec"]["terminationGracePeriodSeconds"] >= longest
    found = re.search(r"^TimeoutStopSec=(\d+)$", UNIT, re.MULTILINE)
    assert found
    assert int(found[1]) >= settings.drain_seconds + settings.stop_seconds + 15
    assert compose()["services"]["immunote"]["stop_grace_period"] == "60s"


def test_systemd_takes_the_unit_and_finds_it_closed(tmp_path: Path) -> None:
    """With a program at its place; exposure as systemd counts it, where 10 is open to everything."""
    program = found_or_installed(lambda: shutil.which("systemd-analyze"), "systemd", "systemd", "use its analyze")
    unit = tmp_path / "immunote.service"
    unit.write_text(UNIT.replace("/opt/immunote/bin/immunote", "/bin/true"), encoding="utf-8")
    verified = ran(program, "verify", "--man=no", unit)
    said = [line for line in verified.stderr.splitlines() if "immunote.service" in line]
    assert (verified.returncode, said) == (0, [])
    told = ran(program, "security", "--offline=true", unit)
    found = re.search(r"Overall exposure level for immunote\.service: ([\d.]+)", told.stdout)
    assert found, told.stderr
    assert float(found[1]) < 2
    unit.write_text(UNIT.replace("ProtectSystem=strict", "ProtectSistem=strict"), encoding="utf-8")
    assert "ProtectSistem" in ran(program, "verify", "--man=no", unit).stderr


def test_compose_takes_its_file(tmp_path: Path) -> None:
    program = found_or_installed(lambda: shutil.which("docker-compose"), "docker-compose", "compose", "put it on PATH")
    for part in ("deploy", "proxy"):
        shutil.copytree(HOUSE / "docs" / part, tmp_path / "docs" / part)
    local = tmp_path / "docs" / "deploy" / "local"
    local.mkdir(exist_ok=True)
    (local / "immunote.env").write_text("IMMUNOTE_BASE_URL=https://cds.example.org\n", encoding="utf-8")
    file = tmp_path / "docs" / "deploy" / "compose.yaml"
    taken = ran(program, "-f", file, "config", "-q")
    assert taken.returncode == 0, taken.stderr
    file.write_text(file.read_text(encoding="utf-8").replace("read_only:", "read_onli:"), encoding="utf-8")
    assert ran(program, "-f", file, "config", "-q").returncode != 0


def test_the_compose_file_mounts_the_proxy_that_ships_unchanged() -> None:
    services = compose()["services"]
    assert "../proxy/nginx.conf:/etc/nginx/conf.d/default.conf:ro" in services["proxy"]["volumes"]
    proxy = (HOUSE / "docs" / "proxy" / "nginx.conf").read_text(encoding="utf-8")
    upstream = re.search(r"server ([\d.]+):(\d+)", proxy)
    assert upstream
    assert upstream.groups() == ("127.0.0.1", "8000")
    assert services["immunote"]["network_mode"] == "service:proxy"
    assert services["immunote"]["environment"]["IMMUNOTE_HOST"] == upstream[1]


def test_prometheus_takes_the_rules_and_each_does_what_its_tests_say() -> None:
    program = promtool()
    checked = ran(program, "check", "rules", "prometheus-rules.yaml")
    assert checked.returncode == 0, checked.stderr
    tested = ran(program, "test", "rules", "prometheus-tests.yaml")
    assert tested.returncode == 0, tested.stdout + tested.stderr
    rules = yaml.safe_load((DEPLOY / "prometheus-rules.yaml").read_text(encoding="utf-8"))
    tests = yaml.safe_load((DEPLOY / "prometheus-tests.yaml").read_text(encoding="utf-8"))
    alerts = {rule["alert"] for group in rules["groups"] for rule in group["rules"]}
    cases = [case for each in tests["tests"] for case in each["alert_rule_test"]]
    raised = {case["alertname"] for case in cases if "exp_alerts" in case}
    quiet = {case["alertname"] for case in cases if "exp_alerts" not in case}
    assert raised == quiet == alerts


def test_the_page_names_every_file_and_every_alarm() -> None:
    page = (HOUSE / "docs" / "deploy.md").read_text(encoding="utf-8")
    for each in DEPLOY.iterdir():
        if each.is_file():
            assert each.name in page, each.name
    rules = yaml.safe_load((DEPLOY / "prometheus-rules.yaml").read_text(encoding="utf-8"))
    for rule in rules["groups"][0]["rules"]:
        assert f"`{rule['alert']}`" in page, rule["alert"]
