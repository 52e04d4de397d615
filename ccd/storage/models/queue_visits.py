"""One row per wait of a call in a queue, folded from facts: what service level is counted from."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from ccd.storage.models.row import Millis, Row


class QueueVisitRow(Row):
    """`visit` counts from 1 within the call; one that the queue refused (`refused_…`) took no time.
    `outcome` is a `VisitOutcome`, NULL while the caller waits; `left_at_ms` is when the wait was over, by an
    answer too. `offers` counts how often an agent was rung, `ring_ms` adds it up; `agent` and `talk_ms` are
    of the one who answered. `safety_net`: it was, or ended, in Asterisk's own `Queue()`."""

    __tablename__ = "queue_visits"
    __table_args__ = (Index(None, "queue", "entered_at_ms"), Index(None, "entered_at_ms"))

    call_id: Mapped[str] = mapped_column(primary_key=True)
    visit: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    queue: Mapped[str]
    entered_at_ms: Mapped[Millis]
    left_at_ms: Mapped[Millis | None]
    outcome: Mapped[str | None]
    agent: Mapped[str | None]
    safety_net: Mapped[bool]
    wait_ms: Mapped[Millis]
    offers: Mapped[int]
    ring_ms: Mapped[Millis]
    talk_ms: Mapped[Millis]
    hold_ms: Mapped[Millis] = mapped_column(server_default="0")
