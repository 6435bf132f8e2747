"""The last card that each user was shown on each patient."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from immunote.service.storage.tables import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

HASH = sa.String(64)


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "shown_cards",
        sa.Column("key", HASH, nullable=False),
        sa.Column("card_uuid", sa.String(36), nullable=False),
        *(sa.Column(name, HASH, nullable=False) for name in ("facts", "outcome", "rules")),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("answer", sa.String(64), nullable=False),
        sa.Column("answered", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("key", name="pk_shown_cards"),
    )
    op.create_index("ix_shown_cards_card_uuid", "shown_cards", ["card_uuid"])
    op.create_index("ix_shown_cards_at", "shown_cards", ["at"])
