"""Why this agent got this call, for a supervisor."""

from collections.abc import Iterator

from ccd.domain.call import Call
from ccd.domain.queue import Choice
from ccd.domain.skills import in_words


def reason(call: Call, choice: Choice, now_ms: int) -> str:
    """`first in line of sales after 42 s, asked for english 4, now for english 3; ann (english 3, rank 2) has
    been free for longest`"""
    return f"{', '.join(_why_this_caller(call, now_ms))}; {choice.reason}"


def _why_this_caller(call: Call, now_ms: int) -> Iterator[str]:
    yield f"first in line of {call.queue} after {call.waited_ms(now_ms) // 1000} s"
    if call.priority:
        yield f"priority {call.priority}" + _why_so_much(call)
    if call.asked_at_first:
        yield f"asked for {in_words(call.asked_at_first)}"
    if call.asked != call.asked_at_first:
        yield f"now for {in_words(call.asked) or 'no skill'}"
    if call.waited_for:
        yield f"{call.waited_for}, who talked to this customer last, was not free in time"


def _why_so_much(call: Call) -> str:
    """`call` has a priority."""
    raised = call.priority - call.queue_settings.weight - call.vip_priority
    why = [f"{call.vip_priority} for a VIP"] * bool(call.vip_priority)
    why += [f"{raised} for the wait"] * (raised > 0)
    return f" (raised by {' and '.join(why)})" if why else ""
