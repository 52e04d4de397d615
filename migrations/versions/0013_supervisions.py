"""Who came into whose calls, and what is set at phones."""

import sqlalchemy as sa
from alembic import op

revision = "0013_supervisions"
down_revision = "0012_safety_net"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "supervisions",
        sa.Column("supervision", sa.String(), nullable=False),
        sa.Column("turn", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("call_id", sa.String(), nullable=False),
        sa.Column("supervisor", sa.String(), nullable=False),
        sa.Column("agent", sa.String(), nullable=False),
        sa.Column("modes", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=True),
        sa.Column("started_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("ended_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("supervision", "turn", name="pk_supervisions"),
    )
    for column in ("call_id", "supervisor", "agent", "started_at_ms"):
        op.create_index(f"ix_supervisions_{column}", "supervisions", [column])
    op.create_table(
        "phone_settings",
        sa.Column("extension", sa.String(), nullable=False),
        sa.Column("forward_to", sa.String(), nullable=False),
        sa.Column("do_not_disturb", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("extension", name="pk_phone_settings"),
    )


def downgrade() -> None:
    op.drop_table("phone_settings")
    op.drop_table("supervisions")
