"""How long callers were on hold, and who talks to them now."""

import sqlalchemy as sa
from alembic import op

revision = "0016_hold_time"
down_revision = "0015_messages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("calls", "queue_visits"):
        with op.batch_alter_table(table) as rows:
            rows.add_column(sa.Column("hold_ms", sa.BigInteger(), nullable=False, server_default="0"))
    with op.batch_alter_table("calls") as calls:
        calls.add_column(sa.Column("parties", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("calls") as calls:
        calls.drop_column("parties")
    for table in ("queue_visits", "calls"):
        with op.batch_alter_table(table) as rows:
            rows.drop_column("hold_ms")
