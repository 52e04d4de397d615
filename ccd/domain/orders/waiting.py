"""Orders for a caller who waits in a queue, and for the agents who are rung for him."""

from dataclasses import dataclass

from ccd.domain.legs import OutsideLeg


@dataclass(frozen=True, slots=True)
class HoldCaller:
    """Music until the next order; the channel remembers its place."""

    call_id: str
    queue: str
    visit: int
    entered_at_ms: int
    music: str


@dataclass(frozen=True, slots=True)
class Announce:
    """To a caller who waits: prompts, and numbers that are said; then his music again. The next order cuts it
    short."""

    call_id: str
    said: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class RungPhone:
    """One of those who are rung at the same time: at his mobiles and, where one is there (`at_desk`), at the
    extension's phones. Of these there may be `several`; they ring `after_s` later."""

    agent: str
    extension: str
    after_s: int = 0
    several: bool = False
    at_desk: bool = True
    mobiles: tuple[OutsideLeg, ...] = ()


@dataclass(frozen=True, slots=True)
class RingAgent:
    """Ring an agent's phone, or several agents' at once, and let who answers first talk to the caller:
    `RingEnded` of each who does not (AMI), `DialAnswered` (AMI), `DialFinished`. `recording` is the path of
    the recording relative to the recordings folder, empty for none. `shown` is the caller's name on the
    phones; Asterisk itself shows his number."""

    call_id: str
    phones: tuple[RungPhone, ...]
    timeout_s: int
    recording: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class CallAgent:
    """Ring him for who is called back, once: `AgentNotCalled`, or `CallArrived` on `channel_id`."""

    call_id: str
    channel_id: str
    phone: RungPhone
    number: str
    timeout_s: int
