"""From people, and from the clock."""

from dataclasses import dataclass

from ccd.domain.plan import Plan


@dataclass(frozen=True, slots=True)
class AgentSignedOn:
    """`extension` empty: the agent's own of the plan."""

    agent: str
    extension: str = ""


@dataclass(frozen=True, slots=True)
class AgentSignedOff:
    agent: str


@dataclass(frozen=True, slots=True)
class AgentWentOnBreak:
    agent: str
    reason: str


@dataclass(frozen=True, slots=True)
class AgentCameBack:
    """The break, or the wrap-up, is over because the agent says so."""

    agent: str


@dataclass(frozen=True, slots=True)
class AgentNeedsLonger:
    """For his wrap-up: so much longer than it would last."""

    agent: str
    seconds: int


@dataclass(frozen=True, slots=True)
class PlanChanged:
    """The plan was changed and is stored; `by` is the user's name."""

    plan: Plan
    by: str


@dataclass(frozen=True, slots=True)
class DeadlineReached:
    """The time that `Floor.next_deadline()` named has come."""


@dataclass(frozen=True, slots=True)
class PhoneSet:
    """By the API: calls to the extension go to `forward_to` (empty: they do not), or nobody is to disturb
    it. `by` is the user's name."""

    extension: str
    forward_to: str
    do_not_disturb: bool
    by: str = ""


PeopleEvent = (
    AgentSignedOn
    | AgentSignedOff
    | AgentWentOnBreak
    | AgentCameBack
    | AgentNeedsLonger
    | PlanChanged
    | DeadlineReached
    | PhoneSet
)
