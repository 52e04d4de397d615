"""Who calls: made from numbers that called, then kept by people."""

from sqlalchemy import JSON, ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column

from ccd.storage.models.row import Id, Millis, Row


class CustomerRow(Row):
    """`name` is first what the trunk said of the caller. `skills` are those that he always needs in an agent,
    {name: level}; `language` is his own, empty for none that is known."""

    __tablename__ = "customers"

    id: Mapped[Id]
    name: Mapped[str]
    created_at_ms: Mapped[Millis]
    vip: Mapped[bool] = mapped_column(server_default=false())
    skills: Mapped[dict[str, int]] = mapped_column(JSON, server_default="{}")
    language: Mapped[str] = mapped_column(server_default="")


class CustomerNumberRow(Row):
    """A number in E.164 belongs to one customer; a customer may have many."""

    __tablename__ = "customer_numbers"

    e164: Mapped[str] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), index=True)
