"""A caller's channel, and the phones it may ring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ccd.domain.events import Carried, DialStatus, PhoneState
from ccd.domain.orders import Verdict
from tests.twin.people import Caller, Desk

if TYPE_CHECKING:
    from tests.twin.dial import Dial
    from tests.twin.session import Session
    from tests.twin.timeline import Timer


@dataclass
class Phone:
    extension: str
    desk: Desk
    state: PhoneState = PhoneState.IDLE


@dataclass
class Channel:
    """`call_id` and `place` are channel variables: they outlive the daemon. `talking_to` and `dialling` are
    extensions, empty for none."""

    channel_id: str
    caller: Caller
    did: str
    call_id: str = ""
    place: Carried | None = None
    verdict: Verdict | None = None
    dial_status: DialStatus | None = None
    talking_to: str = ""
    dialling: tuple[str, ...] = ()
    recording: str = ""
    away_since_ms: int | None = None
    in_net: bool = False
    net_answered_at_ms: int = 0
    gone: bool = False
    of_agent: bool = False
    """He was rung to call a customer back."""
    session: Session | None = None
    dial: Dial | None = None
    patience: Timer | None = None
    on_gone: list[Callable[[], None]] = field(default_factory=list)
    """What else has to stop when the caller leaves."""
