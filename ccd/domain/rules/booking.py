"""The caller is asked whether, and where, he is to be called back; then he hangs up and keeps his place."""

from collections.abc import Generator

from ccd.domain.call import Call
from ccd.domain.callback import policy_of
from ccd.domain.centre import Centre
from ccd.domain.facts import (
    CallbackBooked,
    CallbackDeclined,
    CallbackProposed,
    CallDetached,
    MenuAnswered,
    VisitOutcome,
)
from ccd.domain.ivr.nodes import BookCallback
from ccd.domain.ivr.steps import JoinQueue, Leave
from ccd.domain.orders import CollectDigits, PlayPrompts, ReleaseCall, Verdict
from ccd.domain.outbound import way_to
from ccd.domain.phone_number import as_dialled, e164
from ccd.domain.plan_callback import CallbackPolicy
from ccd.domain.plan_draining import is_draining
from ccd.domain.plan_outbound import Level
from ccd.domain.rules.calling_in import take_place
from ccd.domain.rules.rule import Part, Step
from ccd.domain.rules.waiting import keep_waiting, line_up
from ccd.domain.skills import asked_for, spelled

YES, OTHER, STAY = "1", "2", "*"
ANSWERS_MOST = 6
"""So many answers, good and bad, and he is taken for one who would rather wait."""
LONGEST_NUMBER = 20
KEY_S = 5.0

_WAS_IN_LINE = frozenset({VisitOutcome.LEFT_BY_KEY, VisitOutcome.WAITED_TOO_LONG, VisitOutcome.NOBODY_LEFT})
"""He was in line until he was asked."""

_MAY_WAIT = frozenset({VisitOutcome.LEFT_BY_KEY, VisitOutcome.WAITED_TOO_LONG})
"""There he can go on waiting."""

Elsewhere = Generator[Step, None, JoinQueue | Leave | None]
"""Where the caller goes who does not want to be called back."""


def propose(centre: Centre, call: Call, queue: str, now_ms: int) -> Elsewhere:
    """The number he calls from; if it is none that may be dialled, he is asked for one."""
    if _takes_nobody(centre, call, queue):
        return (yield from _decline(centre, call, queue, now_ms))
    number = _callable(call, queue, call.caller_number)
    if not number and not _policy(call, queue).other_number:
        return (yield from _decline(centre, call, queue, now_ms))
    yield from _ask(call, queue, number)
    return None


def answer(centre: Centre, call: Call, node: BookCallback, digits: str, now_ms: int) -> Elsewhere:
    """What he keyed when he was asked."""
    queue, proposed, attempt = node.queue, call.callback.proposed, call.attempt + 1
    typed = "" if proposed else _callable(call, queue, digits)
    other = proposed and digits == OTHER and _policy(call, queue).other_number
    valid = bool(typed or other) or digits == STAY or (bool(proposed) and digits == YES)
    yield MenuAnswered(call.call_id, call.node, digits, valid, attempt)
    given_up = digits == STAY or (attempt >= ANSWERS_MOST and digits != YES)
    if given_up or _takes_nobody(centre, call, queue):
        return (yield from _decline(centre, call, queue, now_ms))
    if proposed and digits == YES:
        yield from _book(centre, call, queue, proposed, now_ms)
    elif proposed and not other:
        yield from _ask(call, queue, proposed)
    else:
        yield from _ask(call, queue, typed, refused=bool(digits) and not valid)
    return None


def say_good_bye(call: Call) -> Part:
    """The line takes him in when he has hung up: nobody is to find his number busy."""
    yield PlayPrompts(call.call_id, policy_of(call).prompts.goodbye)
    yield ReleaseCall(call.call_id, Verdict.HANG_UP)
    yield CallDetached(call.call_id)


def _ask(call: Call, queue: str, number: str, *, refused: bool = False) -> Part:
    policy = _policy(call, queue)
    prompts = policy.prompts
    yield CallbackProposed(call.call_id, queue, number)
    if number:
        said = (*prompts.offer, *prompts.spell(as_dialled(number, call.plan.country)), *prompts.confirm)
        said += prompts.other if policy.other_number else ()
        said += prompts.stay if call.left in _MAY_WAIT or not call.left else ()
        yield CollectDigits(call.call_id, said, 1, KEY_S)
    else:
        said = (*(prompts.refused if refused else ()), *prompts.ask)
        yield CollectDigits(call.call_id, said, LONGEST_NUMBER, KEY_S)


def _book(centre: Centre, call: Call, queue: str, number: str, now_ms: int) -> Part:
    if _was_in_line(call, queue):
        since_ms, skills = call.entered_at_ms, call.own_skills
    else:
        since_ms = yield from take_place(centre, call, queue, now_ms)
        skills = asked_for(dict(call.did_skills), dict(call.brings))
    yield CallbackBooked(call.call_id, queue, number, since_ms, spelled(skills))
    yield from say_good_bye(call)


def _decline(centre: Centre, call: Call, queue: str, now_ms: int) -> Elsewhere:
    """Back to his place, if he had one."""
    yield CallbackDeclined(call.call_id, queue)
    if _was_in_line(call, queue) and call.left in _MAY_WAIT:
        yield from line_up(centre, call, queue, call.visit + 1, call.entered_at_ms, call.own_skills, now_ms)
        yield from keep_waiting(centre, call, now_ms)
        return None
    return JoinQueue(queue) if not call.left else Leave()


def _was_in_line(call: Call, queue: str) -> bool:
    return call.queue == queue and call.left in _WAS_IN_LINE


def _takes_nobody(centre: Centre, call: Call, queue: str) -> bool:
    """A queue that is to go calls back those who were in its line, and nobody else."""
    return is_draining(centre.plan, queue) and not _was_in_line(call, queue)


def _callable(call: Call, queue: str, number: str) -> str:
    """In E.164; empty for one that may not be dialled, or to which no route leads."""
    plan = call.plan
    known = e164(number, plan.country)
    if not known or not _policy(call, queue).may_dial(known, plan.country):
        return ""
    way = way_to(plan, known)
    return known if way and way[0].level is not Level.EMERGENCY else ""


def _policy(call: Call, queue: str) -> CallbackPolicy:
    return call.settings_of(queue).callback or CallbackPolicy()
