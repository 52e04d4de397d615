"""Agents' PINs, hashed."""

import sqlalchemy as sa
from alembic import op

revision = "0008_pins"
down_revision = "0007_recordings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pins",
        sa.Column("agent", sa.String(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("changed_at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("agent", name="pk_pins"),
    )


def downgrade() -> None:
    op.drop_table("pins")
