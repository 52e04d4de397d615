"""Messages that callers leave."""

import sqlalchemy as sa
from alembic import op

revision = "0015_messages"
down_revision = "0014_bans"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "messages",
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("call_id", sa.String(), nullable=False),
        sa.Column("box", sa.String(), nullable=True),
        sa.Column("left_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("length_ms", sa.BigInteger(), nullable=True),
        sa.Column("heard_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("heard_by", sa.String(), nullable=True),
        sa.Column("mailed_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("deleted_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("message", name="pk_messages"),
    )
    op.create_index("ix_messages_box_message", "messages", ["box", "message"])


def downgrade() -> None:
    op.drop_table("messages")
