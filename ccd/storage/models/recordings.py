"""One row per recording, folded from facts; the sound is a file."""

from enum import StrEnum

from sqlalchemy import BigInteger, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ccd.storage.models.row import KEPT, Row

IS_STORED = text("state = 'stored'")


class RecordingState(StrEnum):
    RECORDING = "recording"
    STORED = "stored"
    DELETED = "deleted"


class RecordingRow(Row):
    """`recording` is the file's name without folder and ending: that of a talk is its call's id. `path` is
    relative to the recordings folder; `sha256` in hex. What is not known (yet) is NULL. `held_by` is empty
    when a hold was lifted; `damaged_at_ms` is when the file was last found to differ from `sha256`.

    A fact tells of some columns; the others keep their values."""

    __tablename__ = "recordings"
    __table_args__ = (
        Index("ix_recordings_stored", "stored_at_ms", sqlite_where=IS_STORED, postgresql_where=IS_STORED),
    )

    recording: Mapped[str] = mapped_column(primary_key=True)
    call_id: Mapped[str] = mapped_column(index=True)
    path: Mapped[str | None] = mapped_column(info={KEPT: True})
    state: Mapped[str | None] = mapped_column(info={KEPT: True})
    started_at_ms: Mapped[int | None] = mapped_column(BigInteger, info={KEPT: True})
    stored_at_ms: Mapped[int | None] = mapped_column(BigInteger, info={KEPT: True})
    length_ms: Mapped[int | None] = mapped_column(BigInteger, info={KEPT: True})
    size_bytes: Mapped[int | None] = mapped_column(BigInteger, info={KEPT: True})
    sha256: Mapped[str | None] = mapped_column(info={KEPT: True})
    held_by: Mapped[str | None] = mapped_column(info={KEPT: True})
    held_reason: Mapped[str | None] = mapped_column(info={KEPT: True})
    damaged_at_ms: Mapped[int | None] = mapped_column(BigInteger, info={KEPT: True})
    deleted_at_ms: Mapped[int | None] = mapped_column(BigInteger, info={KEPT: True})
