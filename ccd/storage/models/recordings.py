"""One row per recorded conversation, folded from facts; the sound is a file."""

from enum import StrEnum

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from ccd.storage.models.row import KEPT, Millis, Row


class RecordingState(StrEnum):
    RECORDING = "recording"
    STORED = "stored"


class RecordingRow(Row):
    """`path` is relative to the recordings folder; `sha256` in hex. What is known only of a complete file is
    NULL before."""

    __tablename__ = "recordings"

    path: Mapped[str] = mapped_column(primary_key=True)
    call_id: Mapped[str] = mapped_column(index=True)
    state: Mapped[str]
    started_at_ms: Mapped[int | None] = mapped_column(BigInteger, info={KEPT: True})
    stored_at_ms: Mapped[Millis | None]
    length_ms: Mapped[Millis | None]
    size_bytes: Mapped[Millis | None]
    sha256: Mapped[str | None]
