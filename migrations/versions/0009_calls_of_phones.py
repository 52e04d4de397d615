"""Calls from our own phones: who called, and who was called."""

import sqlalchemy as sa
from alembic import op

revision = "0009_calls_of_phones"
down_revision = "0008_pins"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("calls") as calls:
        calls.add_column(sa.Column("from_extension", sa.String(), nullable=True))
        calls.add_column(sa.Column("to_party", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("calls") as calls:
        calls.drop_column("to_party")
        calls.drop_column("from_extension")
