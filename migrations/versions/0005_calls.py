"""Calls and their visits to queues."""

import sqlalchemy as sa
from alembic import op

revision = "0005_calls"
down_revision = "0004_tickets"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calls",
        sa.Column("call_id", sa.String(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("did", sa.String(), nullable=False),
        sa.Column("caller_number", sa.String(), nullable=False),
        sa.Column("caller_e164", sa.String(), nullable=True),
        sa.Column("caller_name", sa.String(), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("flow", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("started_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("queue", sa.String(), nullable=True),
        sa.Column("queued_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("agent", sa.String(), nullable=True),
        sa.Column("answered_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("ended_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.Column("wait_ms", sa.BigInteger(), nullable=False),
        sa.Column("talk_ms", sa.BigInteger(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name="fk_calls_customer_id_customers",
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name="fk_calls_ticket_id_tickets", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("call_id", name="pk_calls"),
    )
    op.create_index("ix_calls_customer_id_started_at_ms", "calls", ["customer_id", "started_at_ms"])
    op.create_index(
        "ix_calls_live",
        "calls",
        ["call_id"],
        sqlite_where=sa.text("ended_at_ms IS NULL"),
        postgresql_where=sa.text("ended_at_ms IS NULL"),
    )
    op.create_index("ix_calls_started_at_ms", "calls", ["started_at_ms"])
    op.create_table(
        "queue_visits",
        sa.Column("call_id", sa.String(), nullable=False),
        sa.Column("visit", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("queue", sa.String(), nullable=False),
        sa.Column("entered_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("left_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("agent", sa.String(), nullable=True),
        sa.Column("wait_ms", sa.BigInteger(), nullable=False),
        sa.Column("offers", sa.Integer(), nullable=False),
        sa.Column("ring_ms", sa.BigInteger(), nullable=False),
        sa.Column("talk_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("call_id", "visit", name="pk_queue_visits"),
    )
    op.create_index("ix_queue_visits_entered_at_ms", "queue_visits", ["entered_at_ms"])
    op.create_index("ix_queue_visits_queue_entered_at_ms", "queue_visits", ["queue", "entered_at_ms"])


def downgrade() -> None:
    op.drop_table("queue_visits")
    op.drop_table("calls")
