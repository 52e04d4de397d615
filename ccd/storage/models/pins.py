"""What agents prove themselves with at a phone that is not theirs."""

from sqlalchemy.orm import Mapped, mapped_column

from ccd.storage.models.row import Millis, Row


class PinRow(Row):
    """`hash` is scrypt's, in hex, with `salt`: a PIN is short, so guessing is made slow."""

    __tablename__ = "pins"

    agent: Mapped[str] = mapped_column(primary_key=True)
    salt: Mapped[str]
    hash: Mapped[str]
    changed_at_ms: Mapped[Millis]
