"""How things end: the words of facts that tell of an end."""

from enum import StrEnum


class Direction(StrEnum):
    """Whence a call came and where it went."""

    INBOUND = "inbound"  # by a trunk
    INTERNAL = "internal"  # from a phone of ours, to somewhere inside
    OUTBOUND = "outbound"  # from a phone of ours, by a trunk


class CallOutcome(StrEnum):
    """How a call ended; each call has exactly one."""

    ANSWERED = "answered"  # talked to somebody
    ABANDONED = "abandoned"  # left while waiting in a queue
    LEFT_IN_MENU = "left_in_menu"  # left before any queue
    COMPLETED_IN_MENU = "completed_in_menu"  # the flow itself said good-bye
    TURNED_AWAY = "turned_away"  # a queue did not take or keep him, and he got to nobody after it
    VOICEMAIL = "voicemail"  # came to a box, whether he left a message or not
    SAFETY_NET = "safety_net"  # handed to Asterisk's own Queue()
    REFUSED = "refused"  # the number that was called leads nowhere
    NO_ANSWER = "no_answer"  # whom it rang did not pick up
    BUSY = "busy"
    REJECTED = "rejected"
    UNREACHABLE = "unreachable"  # no phone was there to ring
    HANDED_OVER = "handed_over"  # a second call, whose place was given to the first one's caller
    CANCELLED = "cancelled"  # left while a phone rang that was not offered the call by a queue
    CALLED_BACK = "called_back"  # hung up, was called back and talked to an agent
    NOT_REACHED = "not_reached"  # was called back in vain
    CALLBACK_EXPIRED = "callback_expired"  # nobody had time to call back
    CALLBACK_CANCELLED = "callback_cancelled"  # by one of us
    CALLED_IN = "called_in"  # was to be called back, and called himself
    LOST = "lost"  # gone while we could not see it, and it had talked to nobody


class VisitOutcome(StrEnum):
    """How a visit to a queue ended."""

    ANSWERED = "answered"
    PICKED_UP = "picked_up"  # at a phone where no agent is signed in
    ABANDONED = "abandoned"
    LEFT_BY_KEY = "left_by_key"  # the caller chose another way
    WAITED_TOO_LONG = "waited_too_long"  # sent on: the queue's limit was reached
    NOBODY_LEFT = "nobody_left"  # sent on: the last member signed out
    REFUSED_FULL = "refused_full"  # not let in: too many wait already
    REFUSED_NOBODY = "refused_nobody"  # not let in: no member is signed in
    REFUSED_CLOSED = "refused_closed"  # not let in: outside its hours
    REFUSED_DRAINING = "refused_draining"  # not let in: the queue is to be deleted
    SAFETY_NET = "safety_net"
    HANDED_OVER = "handed_over"  # to the caller for whom the first one asked
    CALLED_BACK = "called_back"  # these five as of calls
    NOT_REACHED = "not_reached"
    CALLBACK_EXPIRED = "callback_expired"
    CALLBACK_CANCELLED = "callback_cancelled"
    CALLED_IN = "called_in"
    LOST = "lost"


TURNS_AWAY = frozenset(
    {
        VisitOutcome.WAITED_TOO_LONG,
        VisitOutcome.NOBODY_LEFT,
        VisitOutcome.REFUSED_FULL,
        VisitOutcome.REFUSED_NOBODY,
        VisitOutcome.REFUSED_CLOSED,
        VisitOutcome.REFUSED_DRAINING,
    }
)
"""The queue gave the caller up, not he the queue."""


ENDS_CALLBACK = frozenset(
    {
        VisitOutcome.NOT_REACHED,
        VisitOutcome.CALLBACK_EXPIRED,
        VisitOutcome.CALLBACK_CANCELLED,
        VisitOutcome.CALLED_IN,
    }
)
"""He was to be called back, and was not."""


class OfferOutcome(StrEnum):
    """How an offer that was not answered ended."""

    RING_NO_ANSWER = "ring_no_answer"
    NOT_ACCEPTED = "not_accepted"  # his mobile was picked up, by him or by a mailbox, and 1 not pressed
    REJECTED = "rejected"
    NOBODY_ANSWERED = "nobody_answered"  # rang together with others, and none of them answered
    ANSWERED_ELSEWHERE = "answered_elsewhere"  # one of those rung together was quicker
    UNREACHABLE = "unreachable"
    CALLER_LEFT = "caller_left"
    LOST = "lost"


class ReachOutcome(StrEnum):
    """Why nobody was reached who was rung outside of any queue."""

    NO_ANSWER = "no_answer"
    NOT_ACCEPTED = "not_accepted"  # a mobile was picked up, and 1 not pressed
    BUSY = "busy"
    REJECTED = "rejected"
    UNREACHABLE = "unreachable"
    CALLER_LEFT = "caller_left"
    LOST = "lost"


class EndedBy(StrEnum):
    CALLER = "caller"
    CALLEE = "callee"
    AGENT = "agent"
    SYSTEM = "system"
    UNKNOWN = "unknown"
