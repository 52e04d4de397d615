"""A caller waits and is served."""

from dataclasses import dataclass

from ccd.domain.outcomes import EndedBy, OfferOutcome, VisitOutcome


@dataclass(frozen=True, slots=True)
class CallQueued:
    """`entered_at_ms` is when the wait began, which after our absence is before this fact. `skills` are all
    that are asked for now (`english:4 french:2`), `own_skills` those of them that the caller himself brought:
    by the number he dialled, by the key he pressed, or because he always needs them."""

    call_id: str
    visit: int
    queue: str
    priority: int
    entered_at_ms: int
    skills: str = ""
    own_skills: str = ""


@dataclass(frozen=True, slots=True)
class JoinRefused:
    """The queue did not let the caller in; the visit is over before it began. `own_skills` as in
    `CallQueued`."""

    call_id: str
    visit: int
    queue: str
    outcome: VisitOutcome
    own_skills: str = ""


@dataclass(frozen=True, slots=True)
class ExitChosen:
    """The caller pressed a key that leads out of the queue."""

    call_id: str
    visit: int
    queue: str
    key: str


@dataclass(frozen=True, slots=True)
class PlaceAnnounced:
    """The caller is told his place in line; `expected_wait_ms` is what he is told of his wait, 0 for
    nothing."""

    call_id: str
    visit: int
    queue: str
    position: int
    expected_wait_ms: int


@dataclass(frozen=True, slots=True)
class CallerComforted:
    """The caller hears one of the queue's messages."""

    call_id: str
    visit: int
    queue: str
    prompt: str


@dataclass(frozen=True, slots=True)
class SkillsRelaxed:
    """The caller has waited so long that less is asked for; `skills` is what is left."""

    call_id: str
    visit: int
    queue: str
    skills: str


@dataclass(frozen=True, slots=True)
class SkillsAdded:
    """The caller waited when it became known what he always needs. Fields as in `CallQueued`; `reason`
    says so in words."""

    call_id: str
    visit: int
    queue: str
    skills: str
    own_skills: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AgentPreferred:
    """Until then the caller is kept for `last_agent`, who talked to him last."""

    call_id: str
    visit: int
    queue: str
    last_agent: str
    until_ms: int


@dataclass(frozen=True, slots=True)
class PreferenceGivenUp:
    """`last_agent` was not free in time, or has gone: anybody may have the caller."""

    call_id: str
    visit: int
    queue: str
    last_agent: str


@dataclass(frozen=True, slots=True)
class PriorityRaised:
    """The caller has waited so long that he comes before others, or, with a `reason` in words, he turned out
    to be a VIP."""

    call_id: str
    visit: int
    queue: str
    priority: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AgentOffered:
    """`reason` says in a supervisor's words why this agent got this call. `mobiles` are those that ring along
    with the extension, as `NUMBER@TRUNK` with a space between."""

    call_id: str
    visit: int
    queue: str
    agent: str
    extension: str
    reason: str
    mobiles: str = ""


@dataclass(frozen=True, slots=True)
class OfferEnded:
    call_id: str
    visit: int
    agent: str
    outcome: OfferOutcome
    ring_ms: int


@dataclass(frozen=True, slots=True)
class AgentAnswered:
    """`tickets` is the queue's ticket policy at this moment (`domain/plan.py`). `callback`: it was the
    customer who answered the agent, and `ring_ms` is from when the agent was rung. `device` is the mobile on
    which he took it, empty for his phone."""

    call_id: str
    visit: int
    queue: str
    agent: str
    ring_ms: int
    wait_ms: int
    tickets: str
    callback: bool = False
    device: str = ""


@dataclass(frozen=True, slots=True)
class TalkEnded:
    """`talk_ms` is all the time since he answered, `hold_ms` the part of it that the caller was on hold."""

    call_id: str
    visit: int
    agent: str
    ended_by: EndedBy
    talk_ms: int
    hold_ms: int = 0


@dataclass(frozen=True, slots=True)
class QueueLeft:
    """The visit is over without an answer."""

    call_id: str
    visit: int
    queue: str
    outcome: VisitOutcome
    wait_ms: int


WaitingFact = (
    CallQueued
    | JoinRefused
    | ExitChosen
    | PlaceAnnounced
    | CallerComforted
    | SkillsRelaxed
    | SkillsAdded
    | AgentPreferred
    | PreferenceGivenUp
    | PriorityRaised
    | AgentOffered
    | OfferEnded
    | AgentAnswered
    | TalkEnded
    | QueueLeft
)
