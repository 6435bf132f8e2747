"""The first tables, and the triggers that refuse to change what was written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from immunote.service.storage.chain import GENESIS
from immunote.service.storage.tables import Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
HASH = sa.String(64)
FROZEN = ("decisions", "anchors", "condition_names", "rulebases")


def upgrade() -> None:
    """Make everything."""
    _log()
    _rulebases()
    _callers()
    _feedback()
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()


def _log() -> None:
    texts = ("engine_version", "status")
    op.create_table(
        "decisions",
        sa.Column("sequence", NUMBER, autoincrement=False, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("digest", HASH, nullable=False),
        sa.Column("rulebase_hash", HASH, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in texts),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("names", HASH, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("truths", "facts", "caller", "entry", "request_id")),
        sa.Column("previous", HASH, nullable=False),
        sa.Column("chain", HASH, nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_decisions"),
    )
    op.create_index("ix_decisions_at", "decisions", ["at"])
    op.create_index("ix_decisions_digest", "decisions", ["digest"])
    op.create_table(
        "condition_names",
        sa.Column("hash", HASH, nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_condition_names"),
    )
    head = op.create_table(
        "log_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sequence", NUMBER, nullable=False),
        sa.Column("chain", HASH, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_log_head"),
    )
    op.bulk_insert(head, [{"id": 1, "sequence": 0, "chain": GENESIS}])
    op.create_table(
        "anchors",
        sa.Column("last", NUMBER, autoincrement=False, nullable=False),
        sa.Column("first", NUMBER, nullable=False),
        sa.Column("first_at", Moment(), nullable=False),
        sa.Column("last_at", Moment(), nullable=False),
        sa.Column("before", HASH, nullable=False),
        sa.Column("chain", HASH, nullable=False),
        sa.Column("removed_at", Moment(), nullable=False),
        sa.Column("hash", HASH, nullable=False),
        sa.PrimaryKeyConstraint("last", name="pk_anchors"),
        sa.UniqueConstraint("first", name="uq_anchors_first"),
    )


def _rulebases() -> None:
    op.create_table(
        "rulebases",
        sa.Column("content_hash", HASH, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("kept_at", Moment(), nullable=False),
        sa.Column("files", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("content_hash", name="pk_rulebases"),
    )


def _callers() -> None:
    op.create_table(
        "api_keys",
        sa.Column("id", sa.String(16), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("hashed", "scopes", "label")),
        sa.Column("created", Moment(), nullable=False),
        sa.Column("expires", Moment(), nullable=True),
        sa.Column("revoked", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_api_keys"),
        sa.UniqueConstraint("hashed", name="uq_api_keys_hashed"),
    )
    op.create_table(
        "used_tokens",
        sa.Column("hash", HASH, nullable=False),
        sa.Column("expires", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_used_tokens"),
    )
    op.create_index("ix_used_tokens_expires", "used_tokens", ["expires"])


def _feedback() -> None:
    op.create_table(
        "cards",
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("digest", HASH, nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("citations", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("uuid", name="pk_cards"),
    )
    op.create_index("ix_cards_at", "cards", ["at"])
    op.create_table(
        "feedback",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("same", HASH, nullable=False),
        sa.Column("card_uuid", sa.String(36), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(64), nullable=False),
        sa.Column("comment_present", sa.Boolean(), nullable=False),
        sa.Column("caller", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
        sa.UniqueConstraint("same", name="uq_feedback_same"),
    )
    op.create_table(
        "feedback_about",
        sa.Column("feedback_id", NUMBER, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name="fk_feedback_about_feedback_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("feedback_id", "kind", "name", name="pk_feedback_about"),
    )
    op.create_table(
        "reviews",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("opened", Moment(), nullable=False),
        sa.Column("asked_last", Moment(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("closed", Moment(), nullable=True),
        sa.Column("resolution", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_reviews"),
    )
    op.create_index("ix_reviews_source", "reviews", ["source"])
    is_open = sa.text("closed IS NULL")
    op.create_index(
        "uq_reviews_open", "reviews", ["source"], unique=True, sqlite_where=is_open, postgresql_where=is_open
    )


def _guard_sqlite() -> None:
    for table in FROZEN:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table}: what was written is not changed'); END"
        op.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}")
        when = "WHEN OLD.sequence > (SELECT COALESCE(MAX(last), 0) FROM anchors) " if table == "decisions" else ""
        op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {when}{refuse}")
    refuse = "BEGIN SELECT RAISE(ABORT, 'log_head: the log only grows'); END"
    op.execute(f"CREATE TRIGGER log_head_no_delete BEFORE DELETE ON log_head {refuse}")
    op.execute(
        f"CREATE TRIGGER log_head_no_update BEFORE UPDATE ON log_head WHEN NEW.sequence <= OLD.sequence {refuse}"
    )


def _guard_postgresql() -> None:
    op.execute(
        """CREATE FUNCTION immunote_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '%: what was written is not changed', TG_TABLE_NAME; END $$"""
    )
    op.execute(
        """CREATE FUNCTION immunote_refuse_unanchored() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF OLD.sequence <= (SELECT COALESCE(MAX(last), 0) FROM anchors) THEN RETURN OLD; END IF;
            RAISE EXCEPTION '%: what was written is not changed', TG_TABLE_NAME;
        END $$"""
    )
    op.execute(
        """CREATE FUNCTION immunote_refuse_shrinking() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NEW.sequence > OLD.sequence THEN RETURN NEW; END IF;
            RAISE EXCEPTION '%: the log only grows', TG_TABLE_NAME;
        END $$"""
    )
    for table in (*FROZEN, "log_head"):
        update = "immunote_refuse_shrinking" if table == "log_head" else "immunote_refuse"
        delete = "immunote_refuse_unanchored" if table == "decisions" else "immunote_refuse"
        for word, function in (("update", update), ("delete", delete)):
            op.execute(
                f"CREATE TRIGGER {table}_no_{word} BEFORE {word.upper()} ON {table}"
                f" FOR EACH ROW EXECUTE FUNCTION {function}()"
            )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION immunote_refuse()"
        )
