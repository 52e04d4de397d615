"""Who set what is set at a phone."""

import sqlalchemy as sa
from alembic import op

revision = "0018_set_by"
down_revision = "0017_customer_language"
branch_labels = None
depends_on = None

COLUMNS = ("forward_by", "do_not_disturb_by")


def upgrade() -> None:
    for column in COLUMNS:
        op.add_column("phone_settings", sa.Column(column, sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    for column in reversed(COLUMNS):
        op.drop_column("phone_settings", column)
