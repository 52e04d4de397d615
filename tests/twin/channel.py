"""Channels: of those who call, and of the phones that are rung for them."""

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
    from tests.twin.spying import Spying
    from tests.twin.talking import Talk
    from tests.twin.timeline import Timer

PARKING = "700"
UNKNOWN = "<unknown>"
"""What AMI says of who waits in a line of ours: no phone rings there."""


@dataclass
class Phone:
    """`up` are its channels that are answered, or call; `ringing` those that ring: their ids. A phone may be
    in use, or away, without any."""

    extension: str
    desk: Desk
    state: PhoneState = PhoneState.IDLE
    up: set[str] = field(default_factory=set)
    ringing: set[str] = field(default_factory=set)
    since_ms: int = 0
    """When its state became what it is."""


@dataclass(eq=False)
class Leg:
    """A phone's channel that `Dial` made. `on_gone` happens when it hangs up. `party` is in whose name a
    mobile is rung, empty: the phone's own. `beyond` are the channels on the way to a mobile: the far half of
    the detour, and the mobile's own; one that rings later has that one only then."""

    channel_id: str
    phone: Phone
    party: str = ""
    device: str = ""
    after_ms: int = 0
    talk_most_ms: int = 0
    beyond: list[str] = field(default_factory=list)
    answered_at_ms: int = 0
    gone_at_ms: int = 0
    """When it was no part of a conversation any more."""
    held_since_ms: int = 0
    held_ms: int = 0
    """Before."""
    changed_calls_on_hold: bool = False
    """Handed over while he had put that one on hold who did it: nobody tells that he holds the next."""
    talk: Talk | None = None
    timers: list[Timer] = field(default_factory=list)
    """Of what its person is about to do."""
    on_gone: list[Callable[[], None]] = field(default_factory=list)

    @property
    def extension(self) -> str:
        return self.party or self.phone.extension

    @property
    def endpoint(self) -> str:
        return self.extension

    def hold(self, held: bool, now_ms: int) -> None:
        if self.held_since_ms:
            self.held_ms += now_ms - self.held_since_ms
        self.held_since_ms = now_ms if held else 0

    def stop(self) -> None:
        for timer in self.timers:
            timer.cancel()
        self.timers.clear()


@dataclass
class Channel:
    """`call_id`, `place`, `dialled` and `sent_by` are channel variables: they outlive the daemon. A place of
    visit 0 is known to the dialplan alone. `talking_to` and `dialling` are extensions, empty for none.
    `phone` is whose channel it is; None: of a trunk."""

    channel_id: str
    caller: Caller
    did: str
    call_id: str = ""
    place: Carried | None = None
    phone: Phone | None = None
    dialled: str = ""
    sent_by: str = ""
    verdict: Verdict | None = None
    dial_status: DialStatus | None = None
    talking_to: str = ""
    talked_to: str = ""
    """At which phone the last `Dial` found somebody."""
    dialling: tuple[str, ...] = ()
    recording: str = ""
    hears: str = ""
    """In line: music, or what is announced."""
    away_since_ms: int | None = None
    in_net: bool = False
    net_answered_at_ms: int = 0
    gone: bool = False
    local: bool = False
    """The far end of a detour that Asterisk made for who presses `*2`."""
    answered: bool = False
    """Before anybody was."""
    of_agent: bool = False
    """He was rung to call a customer back."""
    session: Session | None = None
    dial: Dial | None = None
    spying: Spying | None = None
    patience: Timer | None = None
    on_gone: list[Callable[[], None]] = field(default_factory=list)
    """What else has to stop when the caller leaves."""

    @property
    def endpoint(self) -> str:
        if self.local:
            return ""
        return self.phone.extension if self.phone else "carrier"

    @property
    def device(self) -> str:
        """The mobile on which it talks."""
        return self.dial.talker.device if self.dial and self.dial.talker else ""

    @property
    def left_by(self) -> str | None:
        """Who parked it (a detour's end does not say who left it there); None where nobody has."""
        dial = self.dial
        return dial.parked_by if dial and dial.deserted and not self.put_aside else None

    @property
    def put_aside(self) -> bool:
        """Whom it talks to asks somebody else by a code."""
        return bool(self.dial and self.dial.aside and self.dial.aside.asks)
