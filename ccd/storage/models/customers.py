"""Who calls: made from numbers that called, then kept by people."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ccd.storage.models.row import Id, Millis, Row


class CustomerRow(Row):
    """`name` is first what the trunk said of the caller."""

    __tablename__ = "customers"

    id: Mapped[Id]
    name: Mapped[str]
    created_at_ms: Mapped[Millis]


class CustomerNumberRow(Row):
    """A number in E.164 belongs to one customer; a customer may have many."""

    __tablename__ = "customer_numbers"

    e164: Mapped[str] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), index=True)
