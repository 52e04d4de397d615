"""Customers who are VIPs, and the skills that a customer always needs."""

import sqlalchemy as sa
from alembic import op

revision = "0010_known_customers"
down_revision = "0009_calls_of_phones"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("customers") as customers:
        customers.add_column(sa.Column("vip", sa.Boolean(), nullable=False, server_default=sa.false()))
        customers.add_column(sa.Column("skills", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    with op.batch_alter_table("customers") as customers:
        customers.drop_column("skills")
        customers.drop_column("vip")
