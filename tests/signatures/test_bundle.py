"""A signed rule base: one that was changed in any byte is refused, and a service takes only what it is told to."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from immunote.engine.faults import Refused
from immunote.engine.loading import load
from immunote.service import cli
from immunote.service.kernel.context import Knowledge
from immunote.service.rulebases import bundle
from immunote.service.rulebases.bundle import MAGIC, Trust
from immunote.service.settings.checking import read_settings
from immunote.service.signatures.ed25519 import make_pair, private_key

SOUP = Path(__file__).parents[1] / "rulebases" / "soup"
KEY = Ed25519PrivateKey.generate()
KEYS = (KEY.public_key(),)
FLIPS = 300  # bench/flipped_bundles.py tries 10,000 at night


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("bundle") / "soup.bundle"
    bundle.make(SOUP, file, KEY)
    return file


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [fault.code for fault in refused.value.faults]


def test_a_bundle_is_the_rule_base_that_was_signed(signed: Path, tmp_path: Path) -> None:
    assert bundle.unpack(signed, KEYS, tmp_path / "out") is not None
    assert load(tmp_path / "out").content_hash == load(SOUP).content_hash


def test_every_flipped_byte_is_refused(signed: Path) -> None:
    content = signed.read_bytes()
    chosen = random.Random(FLIPS)
    places = [*range(len(MAGIC) + 64 + 64), len(content) - 1]  # the line, the signature, the first of the files
    places += [chosen.randrange(len(content)) for _ in range(FLIPS - len(places))]
    for place in places:
        changed = bytearray(content)
        changed[place] ^= 1 << chosen.randrange(8)
        assert bundle.signed_by(bytes(changed), KEYS) is None, place
    assert bundle.signed_by(content, KEYS) is not None


@pytest.mark.parametrize(
    "change",
    [lambda c: c[:-1], lambda c: c + b"\n", lambda c: c[1:], lambda c: b"", lambda c: MAGIC, lambda c: c * 2],
    ids=["cut", "longer", "begun late", "empty", "nothing but the line", "twice"],
)
def test_what_is_not_the_whole_bundle_is_refused(signed: Path, tmp_path: Path, change: object) -> None:
    file = tmp_path / "a.bundle"
    file.write_bytes(change(signed.read_bytes()))  # type: ignore[operator]
    with pytest.raises(Refused) as refused:
        bundle.unpack(file, KEYS, tmp_path / "out")
    assert codes(refused) == ["S96"]
    assert not (tmp_path / "out").exists()


def test_the_key_of_somebody_else(signed: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        bundle.unpack(signed, (Ed25519PrivateKey.generate().public_key(),), tmp_path / "out")
    assert codes(refused) == ["S96"]


def test_files_of_a_bundle_stay_in_its_folder(tmp_path: Path) -> None:
    """Only whoever has the key can make one; it is refused all the same."""
    no_file = ("x" * 300 + ".yaml", "a\\u0000.yaml", 'a.yaml":"a: 1","a.yaml/b.yaml')
    for name in ("../out.yaml", "/tmp/out.yaml", "run.sh", *no_file):
        payload = b'{"content_hash":"x","files":{"%s":"a: 1"}}' % name.encode()
        file = tmp_path / "a.bundle"
        file.write_bytes(MAGIC + KEY.sign(MAGIC + payload) + payload)
        with pytest.raises(Refused) as refused:
            bundle.unpack(file, KEYS, tmp_path / "in")
        assert codes(refused) == ["S96"]
        assert not (tmp_path / "out.yaml").exists()


def test_a_bundle_of_a_later_kind_is_refused_also_where_no_signature_is_needed(signed: Path, tmp_path: Path) -> None:
    later = tmp_path / "later.bundle"
    later.write_bytes(signed.read_bytes().replace(b"bundle 1\n", b"bundle 2\n", 1))
    with pytest.raises(Refused) as refused:
        Trust("warn", KEYS).opened(later)
    assert codes(refused) == ["S96"]


def test_a_link_out_of_the_rule_base_and_what_is_no_text_are_not_signed(tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text('{"secret": 1}', encoding="utf-8")
    for number, make in enumerate(
        (lambda file: file.symlink_to(tmp_path / "secret.json"), lambda file: file.write_bytes(b"\xff"))
    ):
        rules = tmp_path / f"rules-{number}"
        shutil.copytree(SOUP, rules)
        make(rules / "more.json")
        with pytest.raises(Refused) as refused:
            bundle.make(rules, tmp_path / "out", KEY)
        assert codes(refused) == ["S96"]
        assert not (tmp_path / "out").exists()


def test_a_folder_that_takes_no_files_is_named(signed: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for out in (tmp_path / "link", signed / "below"):
        with pytest.raises(Refused) as refused:
            bundle.check(signed, KEYS, out)
        assert codes(refused) == ["S96"]


def test_a_rule_base_with_a_fault_is_not_signed(tmp_path: Path) -> None:
    broken = tmp_path / "rules"
    shutil.copytree(SOUP, broken)
    (broken / "rulebase.yaml").write_text("id: [", encoding="utf-8")
    with pytest.raises(Refused):
        bundle.make(broken, tmp_path / "out", KEY)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("policy", "what", "is_taken", "is_warned"),
    [
        ("off", "folder", True, False),
        ("warn", "folder", True, True),
        ("refuse", "folder", False, False),
        ("off", "bundle", True, False),
        ("warn", "bundle", True, False),
        ("refuse", "bundle", True, False),
        ("off", "wrong", False, False),
        ("warn", "wrong", True, True),
        ("refuse", "wrong", False, False),
    ],
)
def test_what_a_service_takes(
    signed: Path, tmp_path: Path, policy: bundle.Policy, what: str, is_taken: bool, is_warned: bool
) -> None:
    wrong = tmp_path / "wrong.bundle"
    bundle.make(SOUP, wrong, Ed25519PrivateKey.generate())
    trust = Trust(policy, KEYS)
    path = {"folder": SOUP, "bundle": signed, "wrong": wrong}[what]
    if not is_taken:
        with pytest.raises(Refused) as refused:
            Knowledge(path, trust)
        assert codes(refused) == ["S96"]
        return
    assert (trust.opened(path).fault is not None) == is_warned
    assert Knowledge(path, trust).engine.rulebase.content_hash == load(SOUP).content_hash


def test_a_reload_keeps_the_old_rules_where_the_new_ones_are_not_signed(signed: Path, tmp_path: Path) -> None:
    file = tmp_path / "soup.bundle"
    shutil.copy(signed, file)
    knowledge = Knowledge(file, Trust("refuse", KEYS))
    before = knowledge.engine
    file.write_bytes(file.read_bytes()[:-2] + b"}}")
    with pytest.raises(Refused):
        knowledge.reload()
    assert knowledge.engine is before


def test_a_policy_needs_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMMUNOTE_RULES_SIGNATURE", "refuse")
    with pytest.raises(Refused) as refused:
        read_settings()
    assert codes(refused) == ["S02"]


def test_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    make_pair(tmp_path / "key.pem")
    private_key(tmp_path / "key.pem")

    def run(*words: str) -> int:
        monkeypatch.setattr("sys.argv", ["immunote", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return int(ended.value.code or 0)

    assert run("rules", "bundle", str(SOUP), "soup.bundle", "--key", "key.pem") == 0
    assert run("rules", "verify", "soup.bundle", "--key", "key.pem.pub", "-o", "rules") == 0
    assert load(tmp_path / "rules").content_hash == load(SOUP).content_hash
    assert run("rules", "bundle", str(SOUP), "soup.bundle", "--key", "key.pem") == 2
    assert run("rules", "verify", "soup.bundle", "--key", "key.pem") == 2
    assert "S95" in capsys.readouterr().err
