"""A call, from its start to its end."""

from dataclasses import dataclass

from ccd.domain.outcomes import CallOutcome, Direction, EndedBy


@dataclass(frozen=True, slots=True)
class CallStarted:
    """`did` is the number dialled, `extension` the phone of ours that dialled it; empty: it came by a
    trunk. `began_at_ms` only where it began while we were away, else 0: with this fact. `by_keys`: somebody
    there talks to a caller already, and asks the number by keys (`*2`)."""

    call_id: str
    channel_id: str
    did: str
    caller_number: str
    caller_name: str
    flow: str  # empty: no flow serves this DID
    direction: Direction = Direction.INBOUND
    extension: str = ""
    began_at_ms: int = 0
    by_keys: bool = False


@dataclass(frozen=True, slots=True)
class CallReattached:
    """The caller's channel came back to us after our absence or after a transfer."""

    call_id: str
    channel_id: str


@dataclass(frozen=True, slots=True)
class CallDetached:
    """The connection to the caller's channel broke; the channel may live on and come back."""

    call_id: str


@dataclass(frozen=True, slots=True)
class CallerRecognised:
    """`skills` are those that the customer always needs in an agent; `last_agents` have talked to him, the
    latest first, a blank between two; `language` is his own, `name` that in the customer file."""

    call_id: str
    customer_id: int
    vip: bool = False
    skills: str = ""
    last_agents: str = ""
    language: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    """From here on the caller hears prompts in this language. `by` is who chose it: the `number` he dialled,
    what we know of the `customer`, or the caller himself in a `menu`."""

    call_id: str
    language: str
    by: str


@dataclass(frozen=True, slots=True)
class NodeEntered:
    call_id: str
    flow: str
    node: str


@dataclass(frozen=True, slots=True)
class MenuAnswered:
    """`digits` empty: nothing pressed in time. `attempt` counts from 1."""

    call_id: str
    node: str
    digits: str
    valid: bool
    attempt: int


@dataclass(frozen=True, slots=True)
class CallTransferred:
    """`by` is the extension that sent the call on."""

    call_id: str
    kind: str
    target: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class CallReturned:
    """Nobody answered where the call was sent: it goes back to the phone that sent it (`to`, an extension),
    or, if that is not free, into the line of his queue (`to` is empty)."""

    call_id: str
    to: str


@dataclass(frozen=True, slots=True)
class CallParked:
    """It waits in the parking lot at `space`, put there by the extension `by`."""

    call_id: str
    space: str
    by: str


@dataclass(frozen=True, slots=True)
class CallEnded:
    """`ended_at_ms` only where we know that it ended while we were away, else 0: with this fact."""

    call_id: str
    outcome: CallOutcome
    ended_by: EndedBy
    ended_at_ms: int = 0


CallFact = (
    CallStarted
    | CallReattached
    | CallDetached
    | CallerRecognised
    | LanguageChosen
    | NodeEntered
    | MenuAnswered
    | CallTransferred
    | CallReturned
    | CallParked
    | CallEnded
)
