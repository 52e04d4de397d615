"""Calls that Asterisk's own queue served."""

import sqlalchemy as sa
from alembic import op

revision = "0012_safety_net"
down_revision = "0011_keeping_recordings"
branch_labels = None
depends_on = None

TABLES = ("calls", "queue_visits")
IS_NET_LOG_READ = sa.text("kind = 'NetLogRead'")


def upgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("safety_net", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE queue_visits SET safety_net = true WHERE outcome = 'safety_net'")
    in_net = "SELECT call_id FROM queue_visits WHERE safety_net"
    op.execute(f"UPDATE calls SET safety_net = true WHERE call_id IN ({in_net})")
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.alter_column("safety_net", server_default=None)
    op.create_index(
        "ix_facts_net_log_read",
        "facts",
        ["seq"],
        sqlite_where=IS_NET_LOG_READ,
        postgresql_where=IS_NET_LOG_READ,
    )


def downgrade() -> None:
    op.drop_index("ix_facts_net_log_read", "facts")
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("safety_net")
