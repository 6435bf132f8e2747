"""Sign-ins on the page, and what reviewers said there; triggers keep what was said."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from immunote.service.storage.tables import BigNumber, Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

HASH = sa.String(64)


def upgrade() -> None:
    """Add the tables and the triggers."""
    op.create_table(
        "page_sessions",
        sa.Column("hash", HASH, nullable=False),
        sa.Column("key_id", sa.String(16), nullable=False),
        sa.Column("created", Moment(), nullable=False),
        sa.Column("expires", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_page_sessions"),
    )
    op.create_index("ix_page_sessions_expires", "page_sessions", ["expires"])
    op.create_table(
        "opinions",
        sa.Column("id", BigNumber, nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("content", HASH, nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("reviewer", "role")),
        sa.Column("date", sa.String(10), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("comment", "caller")),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_opinions"),
    )
    op.create_index("ix_opinions_subject", "opinions", ["subject"])
    if op.get_bind().dialect.name == "postgresql":
        refuse = "FOR EACH {} EXECUTE FUNCTION immunote_refuse()"
        op.execute(f"CREATE TRIGGER opinions_no_change BEFORE UPDATE OR DELETE ON opinions {refuse.format('ROW')}")
        op.execute(f"CREATE TRIGGER opinions_no_truncate BEFORE TRUNCATE ON opinions {refuse.format('STATEMENT')}")
    else:
        refuse = "BEGIN SELECT RAISE(ABORT, 'opinions: what was written is not changed'); END"
        for action in ("UPDATE", "DELETE"):
            op.execute(f"CREATE TRIGGER opinions_no_{action.lower()} BEFORE {action} ON opinions {refuse}")
