"""Who closed a review entry; and triggers that keep what was opened and what came of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# an entry that is open may be asked for once more or closed; nothing else, and nothing after that
CHANGED = "OLD.closed IS NOT NULL OR NEW.id <> OLD.id OR NEW.source <> OLD.source OR NEW.opened <> OLD.opened"


def upgrade() -> None:
    """Add the column and the triggers."""
    op.add_column("reviews", sa.Column("closed_by", sa.Text(), nullable=True))
    if op.get_bind().dialect.name == "postgresql":
        refuse = "FOR EACH {} EXECUTE FUNCTION immunote_refuse()"
        op.execute(
            f"CREATE TRIGGER reviews_no_update BEFORE UPDATE ON reviews FOR EACH ROW WHEN ({CHANGED})"
            " EXECUTE FUNCTION immunote_refuse()"
        )
        op.execute(f"CREATE TRIGGER reviews_no_delete BEFORE DELETE ON reviews {refuse.format('ROW')}")
        op.execute(f"CREATE TRIGGER reviews_no_truncate BEFORE TRUNCATE ON reviews {refuse.format('STATEMENT')}")
    else:
        refuse = "BEGIN SELECT RAISE(ABORT, 'reviews: what was written is not changed'); END"
        op.execute(f"CREATE TRIGGER reviews_no_update BEFORE UPDATE ON reviews WHEN {CHANGED} {refuse}")
        op.execute(f"CREATE TRIGGER reviews_no_delete BEFORE DELETE ON reviews {refuse}")
