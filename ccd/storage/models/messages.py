"""One row per message that a caller left, folded from facts; the sound is a recording of the same name."""

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from ccd.storage.models.row import KEPT, Row


class MessageRow(Row):
    """What is not so (yet) is NULL. A fact tells of some columns; the others keep their values."""

    __tablename__ = "messages"
    __table_args__ = (Index(None, "box", "message"),)

    message: Mapped[str] = mapped_column(primary_key=True)
    call_id: Mapped[str]
    box: Mapped[str | None] = mapped_column(info={KEPT: True})
    left_at_ms: Mapped[int | None] = mapped_column(BigInteger, info={KEPT: True})
    length_ms: Mapped[int | None] = mapped_column(BigInteger, info={KEPT: True})
    heard_at_ms: Mapped[int | None] = mapped_column(BigInteger, info={KEPT: True})
    heard_by: Mapped[str | None] = mapped_column(info={KEPT: True})
    mailed_at_ms: Mapped[int | None] = mapped_column(BigInteger, info={KEPT: True})
    deleted_at_ms: Mapped[int | None] = mapped_column(BigInteger, info={KEPT: True})
