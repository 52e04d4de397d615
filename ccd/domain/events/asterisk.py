"""From AMI."""

from dataclasses import dataclass
from enum import StrEnum

from ccd.domain.events.sessions import DialStatus


class PhoneState(StrEnum):
    """What Asterisk sees of a phone (AMI DeviceStateChange)."""

    UNREACHABLE = "unreachable"
    IDLE = "idle"
    RINGING = "ringing"
    IN_USE = "in_use"


@dataclass(frozen=True, slots=True)
class DialAnswered:
    """The leg to `extension` that channel `channel_id` was dialling is answered, perhaps on a mobile
    (`device`: `NUMBER@TRUNK`)."""

    channel_id: str
    extension: str
    device: str = ""


@dataclass(frozen=True, slots=True)
class RingEnded:
    """The leg to `extension` that channel `channel_id` was dialling ended unanswered, in this way; others may
    ring on."""

    channel_id: str
    extension: str
    status: DialStatus


@dataclass(frozen=True, slots=True)
class ChannelHungUp:
    channel_id: str


@dataclass(frozen=True, slots=True)
class ChannelTransferred:
    """The party on `channel_id` was sent elsewhere by the one he talked to (`kind`: blind, attended), who is
    at `by`: an extension, empty if we were not told. `replaces` is the channel whose place he takes if
    that one had reached nobody yet."""

    channel_id: str
    kind: str
    target: str
    by: str = ""
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class BridgeMember:
    """A channel that talks with the others of its bridge. `endpoint` is an extension or a trunk, empty for a
    channel of Asterisk's own; `device` as in `DialAnswered`."""

    channel_id: str
    endpoint: str
    device: str = ""


@dataclass(frozen=True, slots=True)
class BridgeChanged:
    """These, two of them or more, talk with each other now, and nobody else with them."""

    members: tuple[BridgeMember, ...]


@dataclass(frozen=True, slots=True)
class HoldChanged:
    """Who is on `channel_id` has put the others of his bridge on hold, or talks with them again."""

    channel_id: str
    held: bool


@dataclass(frozen=True, slots=True)
class ChannelParked:
    """The party on `channel_id` waits in the parking lot at `space`, put there by the phone `by`."""

    channel_id: str
    space: str
    by: str


@dataclass(frozen=True, slots=True)
class PhoneChanged:
    extension: str
    state: PhoneState


@dataclass(frozen=True, slots=True)
class SeenChannel:
    """One caller's channel of a snapshot. `call_id` is empty for a channel that never reached us;
    `talking_to` is the extension in the same bridge, empty if none, `device` the mobile on which; `dialling`
    are those being rung. `left_by` is who parked him, or handed him over by a code to somebody who is not
    joined with him yet (empty: not known who); None where nobody has. `put_aside`: whom he talks to asks
    somebody else by a code, and may come back."""

    channel_id: str
    call_id: str
    talking_to: str
    dialling: tuple[str, ...]
    device: str = ""
    left_by: str | None = None
    put_aside: bool = False


@dataclass(frozen=True, slots=True)
class AsteriskFound:
    """AMI is (again) there, and this is all that lives in Asterisk."""

    channels: tuple[SeenChannel, ...]
    phones: tuple[PhoneChanged, ...]


@dataclass(frozen=True, slots=True)
class AsteriskLost:
    """AMI is gone; what Asterisk does meanwhile is seen at the next `AsteriskFound`."""


AsteriskEvent = (
    DialAnswered
    | RingEnded
    | ChannelHungUp
    | ChannelTransferred
    | BridgeChanged
    | HoldChanged
    | ChannelParked
    | PhoneChanged
    | AsteriskFound
    | AsteriskLost
)
