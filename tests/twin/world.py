"""What a call needs of the Asterisk it lives in."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Protocol

from ccd.domain.events import Event, PhoneState
from ccd.domain.plan import Plan
from tests.twin.channel import Channel, Leg, Phone
from tests.twin.timeline import Action, Timeline

if TYPE_CHECKING:
    from tests.twin.announcing import Heard
    from tests.twin.parking import Parking


class World(Protocol):
    timeline: Timeline
    random: Random
    plan: Plan
    """As Asterisk's files have it."""
    phones: dict[str, Phone]
    """By extension."""
    mobiles: dict[str, Phone]
    """By number and trunk, `0901234567@carrier`."""
    channels: dict[str, Channel]
    """Of those who call, by their ids."""
    numbers: list[str]
    """Of ours, to which callers are sent: of flows, queues and groups."""
    outside: list[str]
    """Numbers that people may want to call."""
    parking: Parking
    colleague: Phone
    """Somebody with a phone who is no agent."""
    dialled: list[str]
    """The channels from which customers' phones were rung."""

    up: bool
    """Asterisk runs."""
    linked: bool
    """AMI is there."""
    heard: list[Heard]
    """By those who wait, besides music."""

    def next_id(self, kind: str) -> str:
        """Never given before."""

    def show(self, phone: Phone, state: PhoneState) -> None:
        """The phone's state changes, and AMI says so."""

    def settle(self, phone: Phone) -> None:
        """Its state is what its channels make it."""

    def leg_gone(self, leg: Leg) -> None:
        """It has hung up."""

    def put_down(self, leg: Leg) -> None:
        """It hangs up, if it is still there."""

    def talk_over(self, leg: Leg) -> None:
        """It has no part in a conversation any more, though it may still be there."""

    def tell(self, event: Event) -> None:
        """By AMI."""

    def post(self, event: Event) -> None:
        """What has come out of a connection reaches the daemon."""

    def later(self, channel: Channel, delay_ms: int, action: Action) -> None:
        """Unless the channel is gone by then."""

    def dial_number(self, phone: Phone, number: str) -> Channel:
        """Its person dials."""

    def dial_for(self, phone: Phone, number: str) -> Channel:
        """Asterisk dials in the name of who talks there: the far end of a detour."""

    def hang_up(self, channel: Channel) -> None: ...

    def wait_patiently(self, channel: Channel) -> None:
        """Its person's patience begins anew."""

    def vanish(self, channel: Channel) -> None:
        """It hangs up because what it was in goes on without it."""

    def take_place(self, channel: Channel, of: Channel) -> None:
        """In whatever that one is in; its variables hide our own."""

    def steer(self, channel: Channel) -> None:
        """The dialplan asks the daemon."""

    def session_over(self, channel: Channel) -> None:
        """The dialplan goes on after `AGI()`."""

    def transferred(self, channel: Channel, number: str, by: str) -> None:
        """The dialplan goes on where a blind transfer by that extension sent the caller."""
