"""Facts, the truth that everything else is folded from."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002_memory"
down_revision = "0001_plan_and_users"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "facts",
        sa.Column(
            "seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("call_id", sa.String(), nullable=True),
        sa.Column("agent", sa.String(), nullable=True),
        sa.Column("body", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_facts"),
    )
    op.create_index("ix_facts_agent_kind_seq", "facts", ["agent", "kind", "seq"])
    op.create_index("ix_facts_call_id_seq", "facts", ["call_id", "seq"])


def downgrade() -> None:
    op.drop_table("facts")
