"""Until when a call's waits and talks are counted, so that who keeps his place waits no moment twice."""

import sqlalchemy as sa
from alembic import op

revision = "0019_no_moment_twice"
down_revision = "0018_set_by"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("calls", sa.Column("counted_until_ms", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("calls", "counted_until_ms")
