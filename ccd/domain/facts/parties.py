"""A call rings people outside of any queue, and talks to them; and who is put on hold, by whomever.

A `party` is an extension, or `NUMBER@TRUNK` for somebody outside; `parties` are several of them with a space
between. `agent` is who is signed in at that extension, empty if nobody is.
"""

from dataclasses import dataclass

from ccd.domain.outcomes import EndedBy, ReachOutcome


@dataclass(frozen=True, slots=True)
class PartiesRung:
    """All at once; who answers first gets the call. `recording`: where the conversation will be, empty for
    nowhere. `mobiles` ring along with extensions (`AgentOffered`)."""

    call_id: str
    parties: str
    recording: str = ""
    mobiles: str = ""


@dataclass(frozen=True, slots=True)
class PartiesUnreached:
    """None of them answered."""

    call_id: str
    parties: str
    outcome: ReachOutcome
    ring_ms: int


@dataclass(frozen=True, slots=True)
class PartyAnswered:
    """`device` is the mobile on which the party took it, empty for his phone."""

    call_id: str
    party: str
    agent: str
    ring_ms: int
    device: str = ""


@dataclass(frozen=True, slots=True)
class PartyLeft:
    """He talks with the call no more. `talk_ms` is all the time since he answered, `hold_ms` the part of it
    for which he had put the call on hold."""

    call_id: str
    party: str
    agent: str
    ended_by: EndedBy
    talk_ms: int
    hold_ms: int = 0


@dataclass(frozen=True, slots=True)
class HoldStarted:
    """`party` hears the caller no more, by his own choice: on hold, or while he asks somebody else."""

    call_id: str
    party: str
    agent: str


@dataclass(frozen=True, slots=True)
class HoldEnded:
    call_id: str
    party: str
    agent: str
    hold_ms: int


PartyFact = PartiesRung | PartiesUnreached | PartyAnswered | PartyLeft | HoldStarted | HoldEnded
