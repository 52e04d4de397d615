"""What Asterisk last showed, kept by the rules that hear of it: no history, it is gone when the daemon is."""

from dataclasses import dataclass, field

from ccd.domain.bridged import Bridged
from ccd.domain.events import PhoneState


@dataclass(slots=True)
class Perception:
    """`linked`: AMI is in sight. `phones` by extension, as Asterisk last showed them; `out_of_reach` are
    those that could not be rung though they look idle, and until when (ms) they are left alone. `resting` are
    agents who missed an offer, and until when (ms) they are. `awaited` are recordings that are over and not
    complete on disk, by path: how long they are to be (ms), and since when they are over (ms).
    `shown_closed` is what the lamp of the code that closes the office shows."""

    linked: bool = False
    phones: dict[str, PhoneState] = field(default_factory=dict)
    out_of_reach: dict[str, int] = field(default_factory=dict)
    resting: dict[str, int] = field(default_factory=dict)
    awaited: dict[str, tuple[int, int]] = field(default_factory=dict)
    shown_closed: bool | None = None
    bridged: Bridged = field(default_factory=Bridged)

    def phone(self, extension: str) -> PhoneState:
        """As far as we know; a phone we know nothing of counts as idle."""
        if extension in self.out_of_reach:
            return PhoneState.UNREACHABLE
        return self.phones.get(extension, PhoneState.IDLE)
