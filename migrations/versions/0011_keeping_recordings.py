"""Recordings by their name, which stays when the file is converted; holds, damage, deletion."""

import sqlalchemy as sa
from alembic import op

revision = "0011_keeping_recordings"
down_revision = "0010_known_customers"
branch_labels = None
depends_on = None

OLD = "path, call_id, state, started_at_ms, stored_at_ms, length_ms, size_bytes, sha256"


def upgrade() -> None:
    op.drop_index("ix_recordings_call_id", "recordings")
    op.rename_table("recordings", "recordings_by_path")
    op.create_table(
        "recordings",
        sa.Column("recording", sa.String(), nullable=False),
        sa.Column("call_id", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("started_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("stored_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("length_ms", sa.BigInteger(), nullable=True),
        sa.Column("size_bytes", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("held_by", sa.String(), nullable=True),
        sa.Column("held_reason", sa.String(), nullable=True),
        sa.Column("damaged_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("deleted_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("recording", name="pk_recordings_named"),
    )
    # Until now each call had one recording at the most, and its file was named by the call.
    op.execute(f"INSERT INTO recordings (recording, {OLD}) SELECT call_id, {OLD} FROM recordings_by_path")
    op.drop_table("recordings_by_path")
    op.create_index("ix_recordings_call_id", "recordings", ["call_id"])
    stored = sa.text("state = 'stored'")
    op.create_index(
        "ix_recordings_stored", "recordings", ["stored_at_ms"], sqlite_where=stored, postgresql_where=stored
    )


def downgrade() -> None:
    op.drop_index("ix_recordings_stored", "recordings")
    op.drop_index("ix_recordings_call_id", "recordings")
    op.rename_table("recordings", "recordings_named")
    op.create_table(
        "recordings",
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("call_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("started_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("stored_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("length_ms", sa.BigInteger(), nullable=True),
        sa.Column("size_bytes", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("path", name="pk_recordings_by_path"),
    )
    kept = "state IN ('recording', 'stored') AND recording = call_id"
    op.execute(f"INSERT INTO recordings ({OLD}) SELECT {OLD} FROM recordings_named WHERE {kept}")
    op.drop_table("recordings_named")
    op.create_index("ix_recordings_call_id", "recordings", ["call_id"])
