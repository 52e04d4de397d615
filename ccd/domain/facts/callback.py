"""A caller who does not wait on the phone: his number, and what is done to reach him."""

from dataclasses import dataclass

from ccd.domain.outcomes import ReachOutcome


@dataclass(frozen=True, slots=True)
class CallbackProposed:
    """The caller hears this number and is asked whether he is to be called there; where it is empty, he is
    asked for one."""

    call_id: str
    queue: str
    number: str


@dataclass(frozen=True, slots=True)
class CallbackDeclined:
    """He would rather wait, or gave no number, or was answered before he had hung up."""

    call_id: str
    queue: str


@dataclass(frozen=True, slots=True)
class CallbackBooked:
    """The caller is to be called back at `number` (E.164). His place is that of who waits since
    `entered_at_ms`, and he takes it when he has hung up."""

    call_id: str
    queue: str
    number: str
    entered_at_ms: int
    own_skills: str


@dataclass(frozen=True, slots=True)
class CallbackPickedUp:
    """The agent is there to call the customer, whose phone does not ring yet."""

    call_id: str
    visit: int
    agent: str
    ring_ms: int


@dataclass(frozen=True, slots=True)
class CustomerDialled:
    """The customer's phone is rung, or will be in this moment: true before it is done, so that nobody rings
    him a second time who does not know of the first. `attempt` counts from 1."""

    call_id: str
    visit: int
    agent: str
    attempt: int
    number: str
    trunk: str


@dataclass(frozen=True, slots=True)
class CustomerUnreached:
    """The agent is free. `outcome` is `caller_left` where it was he who hung up, `lost` where nobody knows
    what the customer's phone did. He is tried again at `again_at_ms`; 0: never."""

    call_id: str
    visit: int
    agent: str
    attempt: int
    outcome: ReachOutcome
    ring_ms: int
    again_at_ms: int


@dataclass(frozen=True, slots=True)
class CallbackDue:
    """The customer who could not be reached is in line again, at his place."""

    call_id: str
    visit: int
    queue: str


@dataclass(frozen=True, slots=True)
class CalledIn:
    """The caller was to be called back by `queue`, as call `callback`, and has called himself: the place is
    his, since `entered_at_ms`, and nobody calls him for it any more."""

    call_id: str
    queue: str
    callback: str
    entered_at_ms: int


CallbackFact = (
    CallbackProposed
    | CallbackDeclined
    | CallbackBooked
    | CallbackPickedUp
    | CustomerDialled
    | CustomerUnreached
    | CallbackDue
    | CalledIn
)
