"""A phone as it is planned."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from ccd.domain.located import refuse
from ccd.domain.names import Frozen, Language, Name, Number, Title
from ccd.domain.plan_devices import Delay, Mobiles
from ccd.domain.plan_outbound import Level, OutsideNumber
from ccd.domain.plan_recording import Policy
from ccd.domain.plan_rights import Rights

RING_S = 30


class Codec(StrEnum):
    G722 = "g722"
    ULAW = "ulaw"
    ALAW = "alaw"
    GSM = "gsm"


BROWSERS_SPEAK = frozenset({Codec.ULAW, Codec.ALAW, Codec.G722})
"""The first two because they must (RFC 7874, section 3)."""


class Encryption(StrEnum):
    """Of what is said to and from a phone."""

    NONE = "none"
    OPTIONAL = "optional"  # as the phone likes
    REQUIRED = "required"  # signs in and calls over TLS and speaks SRTP, or is refused


_ALWAYS_ENCRYPTED = "WebRTC is always encrypted, and in its own way: leave this out, or webrtc"


class Extension(Frozen):
    """A SIP phone that can register; it dials and is dialled by its number. `codecs` in the order of
    preference. `devices`: how many phones may be registered under the number at a time; they ring together
    when the number is called, `ring_after_s` after it was, and its `mobiles` with them, for `ring_s` unless
    somebody says otherwise. Phones that have one of `pickup_groups` in common pick up for each other.
    With `webrtc` they are browsers: SIP by WebSocket, voice by DTLS-SRTP and ICE, and no other phone.
    `outgoing` is how far it may call, but for the numbers of `rights`, and emergency numbers always;
    `caller_id` what is shown outside, if not the trunk's."""

    number: Number
    title: Title = ""
    codecs: tuple[Codec, ...] = Field(default=(Codec.ULAW, Codec.ALAW, Codec.G722), min_length=1)
    encryption: Encryption = Encryption.NONE
    webrtc: bool = False
    devices: int = Field(default=1, ge=1, le=10)
    ring_s: int = Field(default=RING_S, ge=1, le=300)
    ring_after_s: Delay = 0
    mobiles: Mobiles = ()
    language: Language = ""
    pickup_groups: tuple[Name, ...] = Field(default=(), max_length=20)
    recording: Policy | None = None
    outgoing: Level = Level.NATIONAL
    rights: Rights = Rights()
    caller_id: OutsideNumber = ""

    @model_validator(mode="after")
    def _webrtc_agrees_with_the_rest(self) -> Self:
        problems = []
        if self.webrtc and self.encryption is not Encryption.NONE:
            problems.append((("encryption",), _ALWAYS_ENCRYPTED))
        if self.webrtc and not BROWSERS_SPEAK.intersection(self.codecs):
            problems.append((("codecs",), f"no browser speaks {', '.join(self.codecs)}: add ulaw"))
        refuse("Extension", problems)
        return self
