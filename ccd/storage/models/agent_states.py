"""What each agent did when: intervals without a gap, folded from facts."""

from enum import StrEnum

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ccd.storage.models.row import Millis, Row

IS_OPEN = text("until_ms IS NULL")


class AgentState(StrEnum):
    """The two axes of an agent and his phone in one word, the first that holds."""

    TALKING = "talking"
    CALLING = "calling"  # a customer back
    RINGING = "ringing"
    WRAP_UP = "wrap_up"
    SIGNED_OUT = "signed_out"
    ON_BREAK = "on_break"
    UNREACHABLE = "unreachable"
    BUSY = "busy"  # his phone is in use, and not by us
    IDLE = "idle"


class AgentStateRow(Row):
    """`detail` is the call of talking, calling, ringing and wrap-up, the reason of a break, else NULL. The
    row with `until_ms` NULL is now: each agent has exactly one. `presence`, `activity` and `phone` are the
    axes themselves, so that a break begun in mid-talk is not forgotten when the talk ends."""

    __tablename__ = "agent_states"
    __table_args__ = (
        Index("uq_agent_states_open", "agent", unique=True, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN),
        Index(None, "since_ms"),
    )

    agent: Mapped[str] = mapped_column(primary_key=True)
    since_ms: Mapped[Millis] = mapped_column(primary_key=True, autoincrement=False)
    until_ms: Mapped[Millis | None]
    state: Mapped[str]
    detail: Mapped[str | None]
    presence: Mapped[str]
    activity: Mapped[str]
    call_id: Mapped[str | None]
    break_reason: Mapped[str | None]
    phone: Mapped[str]
