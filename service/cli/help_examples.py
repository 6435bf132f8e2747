"""Examples at the end of every command's help. Each is a command that the program takes; a test reads them all."""

from __future__ import annotations

import typer
from typer.models import CommandInfo

EXAMPLES: dict[str, tuple[str, ...]] = {
    "note": (
        "immunote note patient.json",
        "immunote note patient.json --full",
        "immunote note patient.json --for panel > request.txt",
        "immunote example | immunote note - --json",
        "immunote note patient.json --json --parts whole > note.json",
        "immunote note patient.yaml --jurisdiction eu --format html > note.html",
    ),
    "example": (
        "immunote example > patient.json",
        "immunote example --list --json",
        "immunote example A01 --completed --note",
    ),
    "fields": (
        "immunote fields",
        "immunote fields creatinine",
        "immunote fields --json",
    ),
    "shadow report": (
        "immunote shadow report",
        "immunote shadow report immunote-shadow.json --json",
    ),
    "schema": ("immunote schema profile > profile.schema.json",),
    "serve": (
        "immunote serve --development",
        "immunote serve --check",
        "immunote serve --shadow rules/next",
        "immunote serve --port 8080 --workers 4 --database sqlite:///immunote.db",
    ),
    "list": (
        "immunote list --template csv > cohort.csv",
        "immunote list cohort.csv -o decided.csv",
        "immunote list cohort.parquet -o decided --notes 10 --resume",
        "immunote list june.csv --since decided-may -o decided-june",
        "immunote list registry.csv --map map.yaml --as-of 2026-11-29 -o decided.csv",
    ),
    "worklist": (
        "immunote worklist decided.csv cohort.csv -o worklist.html --pages pages",
        "immunote worklist decided cohort.parquet -o worklist.csv --first 50",
    ),
    "compare": (
        "immunote compare decided-may decided-june",
        "immunote compare old new -o changed.csv --old-list a.csv --new-list b.csv",
        "immunote compare old.csv new.csv --json",
    ),
    "map draft": (
        "immunote map draft registry.csv -o map.yaml",
        "immunote map draft export.csv --redcap dictionary.csv -o map.yaml",
    ),
    "map standard": (
        "immunote map standard omop-cdm-5.4 -o omop",
        "immunote map standard sql-on-fhir -o views",
    ),
    "report": (
        "immunote report decided.csv",
        "immunote report decided -o report.html --force",
    ),
    "synth": (
        "immunote synth 1000 --seed 1 -o cohort.parquet",
        "immunote synth 200 -o cohort.csv --faults 0.05",
    ),
    "flatten": ("immunote flatten export --as-of 2026-11-22 -o list.parquet",),
    "codes coverage": (
        "immunote codes coverage",
        "immunote codes coverage --json",
    ),
    "codes check": (
        "immunote codes check icd10cm E11.65",
        "immunote codes check http://www.whocc.no/atc L01XC02 --json",
        "immunote codes check rxnorm 198145 --text 'prednisone 10 MG Oral Tablet'",
    ),
    "scenario": (
        "immunote scenario patient.json --name 'Muscle disease, refractory'",
        "immunote scenario --check features",
        "immunote scenario --check features --json",
    ),
    "evidence check": (
        "immunote evidence check retraction_watch.csv",
        "immunote evidence check retraction_watch.csv --newer newer.csv --log --json",
        "immunote evidence check retraction_watch.csv -o evidence.json",
    ),
    "trace": (
        "immunote trace",
        "immunote trace --without mutants --without proofs",
        "immunote trace --format csv > trace.csv",
    ),
    "docs": ("immunote docs --handbook . -o site",),
    "replay": ("immunote replay --since 2026-11-01 --json",),
    "rules new": (
        "immunote rules new my_rules",
        "immunote rules new my_rules rules/my_rules",
    ),
    "rules bundle": ("immunote rules bundle rules/ssc_ivig out --key hospital.pem",),
    "rules verify": ("immunote rules verify rules.bundle --key hospital.pem.pub",),
    "rules check": (
        "immunote rules check",
        "immunote rules check rules/ssc_ivig --json",
    ),
    "rules knowledge": (
        "immunote rules knowledge > knowledge.json",
        "immunote rules knowledge --rules my_rules",
    ),
    "rules list": (
        "immunote rules list",
        "immunote rules list --json",
    ),
    "rules show": (
        "immunote rules show muscle_target",
        "immunote rules show egfr_insufficient",
        "immunote rules show muscle_target --json",
    ),
    "rules label": (
        "immunote rules label",
        "immunote rules label --proofs proofs.json --json",
    ),
    "rules prove": (
        "immunote rules prove",
        "immunote rules prove --only heavy_risks_hold_back --json",
    ),
    "rules coverage": (
        "immunote rules coverage",
        "immunote rules coverage features tests/turning_points --propose proposed",
    ),
    "rules diff": (
        "immunote rules diff HEAD~5 HEAD",
        "immunote rules diff v1.0 rules/ssc_ivig --cohort patients.csv",
        "immunote rules diff v1.0 v1.1 --format html > diff.html",
    ),
    "keys add": ("immunote keys add --scope notes:write --days 30 --label ward",),
    "keys first": ("immunote keys first",),
    "keys signing": ("immunote keys signing hospital.pem",),
    "keys sign": ("immunote keys sign dist/immunote.cdx.json --key hospital.pem",),
    "keys check": ("immunote keys check immunote.cdx.json --key hospital.pem.pub",),
    "keys list": ("immunote keys list --json",),
    "keys revoke": ("immunote keys revoke ID",),
    "audit verify": (
        "immunote audit verify",
        "immunote audit verify --file decisions.ndjson --json",
        "immunote audit verify --anchors anchors --anchor-key audit.pem.pub",
    ),
    "audit export": ("immunote audit export --since 2026-11-01 -o decisions.ndjson",),
    "audit events": ("immunote audit events --format fhir -o events.ndjson",),
    "audit retain": (
        "immunote audit retain --days 3650",
        "immunote audit retain --before 2016-11-22 --yes",
    ),
    "database upgrade": ("immunote database upgrade --database sqlite:///immunote.db",),
    "database backup": ("immunote database backup monday.sqlite",),
    "database restore": ("immunote database restore monday.sqlite",),
    "reviews list": ("immunote reviews list --all --json",),
    "reviews close": ("immunote reviews close 7 --because 'Read again: the figure stands.'",),
    "review status": (
        "immunote review status",
        "immunote review status --only muscle_target --json",
    ),
    "review sign": (
        "immunote review sign muscle_target --reviewer 'Ada Ro' \\\n"
        "      --role rheumatologist --verdict agree --date 2026-11-22",
    ),
    "review export": ("immunote review export pack --only muscle_target",),
    "review import": ("immunote review import review.xlsx --check",),
}
"""Command -> its examples, each typed as it stands; `\\` and a line feed continue a long one."""


def add_to(app: typer.Typer, under: str = "") -> None:
    """Put the examples of each command below its help."""
    for command in app.registered_commands:
        command.epilog = _shown(EXAMPLES.get(f"{under}{name_of(command)}", ()))
    for group in app.registered_groups:
        if group.typer_instance is not None:
            add_to(group.typer_instance, f"{under}{group.name} ")


def name_of(command: CommandInfo) -> str:
    """The word by which a command is called: its own name, or else that of its function."""
    return command.name or (command.callback.__name__ if command.callback else "")


def _shown(examples: tuple[str, ...]) -> str | None:
    r"""Examples as they stand: `\b` keeps the help from filling their lines."""
    return "\n".join(["\b", "Examples:", *(f"  {each}" for each in examples)]) if examples else None
