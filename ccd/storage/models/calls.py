"""One row per call, folded from its facts."""

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ccd.storage.models.row import Millis, Row

IS_LIVE = text("ended_at_ms IS NULL")


class CallRow(Row):
    """`caller_number` is as it came, `caller_e164` NULL where that is no number. `state` is a `CallState`.
    `from_extension` is the phone of ours that called; `to_party` who was rung last or, once somebody answered
    outside of any queue, he: an extension or `NUMBER@TRUNK`. `queue` is the last one entered, at
    `queued_at_ms`; `agent` the last of a queue who answered, `answered_at_ms` the first answer; `wait_ms` and
    `talk_ms` add up, `hold_ms` is the part of `talk_ms` on hold. Who keeps his place may have begun to wait
    before `counted_until_ms`; what came before that is in them already. `parties` are those who talk now
    outside of any queue, with a space between. `safety_net` says that Asterisk's own `Queue()` had the
    caller."""

    __tablename__ = "calls"
    __table_args__ = (
        Index("ix_calls_live", "call_id", sqlite_where=IS_LIVE, postgresql_where=IS_LIVE),
        Index(None, "started_at_ms"),
        Index(None, "customer_id", "started_at_ms"),
    )

    call_id: Mapped[str] = mapped_column(primary_key=True)
    direction: Mapped[str]
    from_extension: Mapped[str | None]
    to_party: Mapped[str | None]
    did: Mapped[str]
    caller_number: Mapped[str]
    caller_e164: Mapped[str | None]
    caller_name: Mapped[str]
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id", ondelete="SET NULL"))
    flow: Mapped[str]
    channel_id: Mapped[str]
    state: Mapped[str]
    started_at_ms: Mapped[Millis]
    queue: Mapped[str | None]
    queued_at_ms: Mapped[Millis | None]
    agent: Mapped[str | None]
    answered_at_ms: Mapped[Millis | None]
    ended_at_ms: Mapped[Millis | None]
    outcome: Mapped[str | None]
    ended_by: Mapped[str | None]
    safety_net: Mapped[bool]
    wait_ms: Mapped[Millis]
    talk_ms: Mapped[Millis]
    counted_until_ms: Mapped[Millis | None]
    hold_ms: Mapped[Millis] = mapped_column(server_default="0")
    parties: Mapped[str] = mapped_column(server_default="")
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id", ondelete="SET NULL"))
