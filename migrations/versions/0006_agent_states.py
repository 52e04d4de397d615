"""What each agent did when."""

import sqlalchemy as sa
from alembic import op

revision = "0006_agent_states"
down_revision = "0005_calls"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agent_states",
        sa.Column("agent", sa.String(), nullable=False),
        sa.Column("since_ms", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("until_ms", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=True),
        sa.Column("presence", sa.String(), nullable=False),
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("call_id", sa.String(), nullable=True),
        sa.Column("break_reason", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("agent", "since_ms", name="pk_agent_states"),
    )
    op.create_index("ix_agent_states_since_ms", "agent_states", ["since_ms"])
    op.create_index(
        "uq_agent_states_open",
        "agent_states",
        ["agent"],
        unique=True,
        sqlite_where=sa.text("until_ms IS NULL"),
        postgresql_where=sa.text("until_ms IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("agent_states")
