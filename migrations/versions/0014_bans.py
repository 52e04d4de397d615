"""Bans are found again at the start, however long the history is."""

import sqlalchemy as sa
from alembic import op

revision = "0014_bans"
down_revision = "0013_supervisions"
branch_labels = None
depends_on = None

IS_OF_A_BAN = sa.text("kind IN ('AddressBanned', 'BanEnded')")


def upgrade() -> None:
    op.create_index("ix_facts_bans", "facts", ["seq"], sqlite_where=IS_OF_A_BAN, postgresql_where=IS_OF_A_BAN)


def downgrade() -> None:
    op.drop_index("ix_facts_bans", "facts")
