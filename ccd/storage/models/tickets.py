"""What is to be done for a customer: opened by answered calls, then kept by people."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ccd.storage.models.row import Id, Millis, Row


class TicketRow(Row):
    """`status` is a `TicketStatus`. `queue` and `agent` are of the call that opened it; a ticket without
    customer is of a caller who withheld his number."""

    __tablename__ = "tickets"
    __table_args__ = (Index(None, "customer_id", "status"), Index(None, "status", "changed_at_ms"))

    id: Mapped[Id]
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id", ondelete="SET NULL"))
    status: Mapped[str]
    queue: Mapped[str]
    agent: Mapped[str]
    subject: Mapped[str]
    note: Mapped[str]
    opened_at_ms: Mapped[Millis]
    changed_at_ms: Mapped[Millis]


class TicketCallRow(Row):
    """A call belongs to at most one ticket: that is what keeps a replay from opening a second."""

    __tablename__ = "ticket_calls"

    call_id: Mapped[str] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), index=True)


class TicketChangeRow(Row):
    """Who changed what and when: `field` is `status` or `note`."""

    __tablename__ = "ticket_changes"
    __table_args__ = (Index(None, "ticket_id", "id"),)

    id: Mapped[Id]
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"))
    at_ms: Mapped[Millis]
    by: Mapped[str]
    field: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
