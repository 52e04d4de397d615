"""What a call needs of the Asterisk it lives in."""

from random import Random
from typing import Protocol

from ccd.domain.events import Event, PhoneState
from ccd.domain.plan import Plan
from tests.twin.channel import Channel, Phone
from tests.twin.timeline import Timeline


class World(Protocol):
    timeline: Timeline
    random: Random
    plan: Plan
    """As Asterisk's files have it."""
    colleague: Phone
    """Somebody with a phone who is no agent."""

    def show(self, phone: Phone, state: PhoneState) -> None:
        """The phone's state changes, and AMI says so."""

    def tell(self, event: Event) -> None:
        """By AMI."""

    def post(self, event: Event) -> None:
        """What has come out of a connection reaches the daemon."""

    def hang_up(self, channel: Channel) -> None: ...

    def session_over(self, channel: Channel) -> None:
        """The dialplan goes on after `AGI()`."""

    def transferred(self, channel: Channel, to_number: bool) -> None:
        """The dialplan goes on where a blind transfer sent the caller."""
