"""How things end: the words of facts that tell of an end."""

from enum import StrEnum


class CallOutcome(StrEnum):
    """How a call ended; each call has exactly one."""

    ANSWERED = "answered"  # talked to an agent
    ABANDONED = "abandoned"  # left while waiting in a queue
    LEFT_IN_MENU = "left_in_menu"  # left before any queue
    COMPLETED_IN_MENU = "completed_in_menu"  # the flow itself said good-bye
    SAFETY_NET = "safety_net"  # handed to Asterisk's own Queue()
    REFUSED = "refused"  # no flow serves the number that was called
    LOST = "lost"  # gone while we could not see it, and it had talked to nobody


class VisitOutcome(StrEnum):
    """How a visit to a queue ended."""

    ANSWERED = "answered"
    ABANDONED = "abandoned"
    SAFETY_NET = "safety_net"
    LOST = "lost"


class OfferOutcome(StrEnum):
    """How an offer that was not answered ended."""

    RING_NO_ANSWER = "ring_no_answer"
    REJECTED = "rejected"
    NOBODY_ANSWERED = "nobody_answered"  # rang together with others, and none of them answered
    ANSWERED_ELSEWHERE = "answered_elsewhere"  # one of those rung together was quicker
    UNREACHABLE = "unreachable"
    CALLER_LEFT = "caller_left"
    LOST = "lost"


class EndedBy(StrEnum):
    CALLER = "caller"
    AGENT = "agent"
    SYSTEM = "system"
    UNKNOWN = "unknown"
