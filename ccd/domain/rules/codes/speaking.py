"""What a feature code says to who dialled it."""

from ccd.domain.call import Call
from ccd.domain.facts import CallEnded, CallOutcome, CodeAsks, EndedBy
from ccd.domain.orders import OfferKeys, PlayPrompts, ReleaseCall, Said, Verdict
from ccd.domain.rules.rule import Part

SAID = "said"
"""The step of a call that hears the last words."""
WHAT = "what"
"""The step of a call that types what its code asks for."""
KEY_TIMEOUT_S = 5.0


def prompt(name: str) -> str:
    """A sample of ours, below the sounds folder."""
    return f"ccd/codes/{name}"


def at(call: Call, step: str) -> CodeAsks:
    return CodeAsks(call.call_id, step)


def say(call: Call, words: str) -> PlayPrompts:
    return PlayPrompts(call.call_id, (prompt(words),))


def offer(call: Call, *said: Said) -> OfferKeys:
    """One of several things, by a key."""
    return OfferKeys(call.call_id, said, KEY_TIMEOUT_S)


def say_and_hang_up(call: Call, words: str) -> Part:
    yield at(call, SAID)
    yield say(call, words)


def hang_up(call: Call) -> Part:
    yield ReleaseCall(call.call_id, Verdict.HANG_UP)
    yield CallEnded(call.call_id, CallOutcome.COMPLETED_IN_MENU, EndedBy.SYSTEM)
