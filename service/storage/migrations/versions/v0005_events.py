"""What was done to the service itself, in a chain of its own; and SQLite triggers that refuse to replace a row."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from immunote.service.storage import events
from immunote.service.storage.chain import GENESIS
from immunote.service.storage.keys import fingerprint
from immunote.service.storage.tables import AnchorRow, BigNumber, KeyRow, Moment, RuleBaseRow

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

HASH = sa.String(64)
# what makes a row the same row, in each table whose rows are never changed
IDENTITY = {
    "decisions": ("sequence",),
    "anchors": ("last", "first"),
    "condition_names": ("hash",),
    "rulebases": ("content_hash",),
    "log_head": ("id",),
    "reviews": ("id",),
    "opinions": ("id",),
    "audit_events": ("sequence",),
    "events_head": ("id",),
}
_OPEN = "closed IS NULL AND NEW.closed IS NULL AND source = NEW.source"


def upgrade() -> None:
    """Add the tables and the triggers, and the record of where the new chain ends."""
    op.create_table(
        "audit_events",
        sa.Column("sequence", BigNumber, autoincrement=False, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("previous", HASH, nullable=False),
        sa.Column("chain", HASH, nullable=False),
        sa.Column("signature", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("sequence", name="pk_audit_events"),
    )
    op.create_index("ix_audit_events_at", "audit_events", ["at"])
    made = op.create_table(
        "readiness",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_readiness"),
    )
    op.bulk_insert(made, [{"id": 1, "at": datetime.now(UTC), "file": ""}])
    head = op.create_table(
        "events_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sequence", BigNumber, nullable=False),
        sa.Column("chain", HASH, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_events_head"),
    )
    op.bulk_insert(head, [{"id": 1, "sequence": 0, "chain": GENESIS}])
    _adopt()
    _guard()


def _adopt() -> None:
    """Record what was kept before there were events, so that what is added without one is seen from here on."""
    connection = op.get_bind()
    keys = sa.select(KeyRow.__table__)
    kept = sa.select(RuleBaseRow.content_hash, RuleBaseRow.files)
    detail = {
        "keys": {
            row["id"]: {"row": fingerprint(dict(row)), "revoked": row["revoked"] is not None}
            for row in connection.execute(keys).mappings()
        },
        "rulebases": {row.content_hash: events.hash_of(row.files) for row in connection.execute(kept)},
        "anchors": sorted(connection.execute(sa.select(AnchorRow.hash)).scalars()),
    }
    if any(detail.values()):
        events.record(connection, "upgraded", revision, detail)


def _guard() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table, update in ("audit_events", "immunote_refuse"), ("events_head", "immunote_refuse_shrinking"):
            for word, each, function in (
                ("update", "ROW", update),
                ("delete", "ROW", "immunote_refuse"),
                ("truncate", "STATEMENT", "immunote_refuse"),
            ):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{word} BEFORE {word.upper()} ON {table}"
                    f" FOR EACH {each} EXECUTE FUNCTION {function}()"
                )
        return
    refuse = "BEGIN SELECT RAISE(ABORT, '{}: what was written is not changed'); END"
    for table, when in ("audit_events", ""), ("events_head", "WHEN NEW.sequence <= OLD.sequence "):
        op.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {when}{refuse.format(table)}")
        op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse.format(table)}")
    # INSERT OR REPLACE removes the old row without any trigger of DELETE
    for table, columns in IDENTITY.items():
        same = " OR ".join(f"{column} = NEW.{column}" for column in columns)
        same += f" OR ({_OPEN})" if table == "reviews" else ""
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}"
            f" WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {refuse.format(table)}"
        )
