"""In which language a customer is spoken to."""

import sqlalchemy as sa
from alembic import op

revision = "0017_customer_language"
down_revision = "0016_hold_time"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("customers", sa.Column("language", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("customers", "language")
