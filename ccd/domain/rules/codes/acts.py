"""What each feature code does, once it is known who dials."""

from collections.abc import Callable, Generator

from ccd.domain.agent import Activity, Presence
from ccd.domain.call import Call
from ccd.domain.centre import Centre
from ccd.domain.desk import Request
from ccd.domain.events import AgentCameBack, AgentSignedOff, AgentSignedOn, AgentWentOnBreak
from ccd.domain.facts import WrapUpEnded
from ccd.domain.orders import CollectDigits, Echo, PickUp
from ccd.domain.refused import Refused
from ccd.domain.rules.codes.box import box_typed, open_any_box, open_box
from ccd.domain.rules.codes.day_night import day_night
from ccd.domain.rules.codes.speaking import SAID, WHAT, at, prompt, say_and_hang_up
from ccd.domain.rules.people import came_back, signed_off, signed_on, went_on_break
from ccd.domain.rules.reach import set_forward, set_quiet, wrong_forward
from ccd.domain.rules.rule import Part, Rule, Step
from ccd.domain.rules.supervising import supervise

TIMEOUT_S = 7.0
FORWARD_MOST = 20


def _sign_in(centre: Centre, call: Call, request: Request, now_ms: int) -> Part:
    """Out, where he is signed in; in, elsewhere: then he moves."""
    agent = centre.agents.get(request.person)
    here = agent is not None and agent.signed_in and agent.extension == call.phone
    if agent and agent.signed_in:
        yield from signed_off(centre, AgentSignedOff(request.person), now_ms)
    if here:
        yield from say_and_hang_up(call, "signed-out")
    else:
        yield from _said(
            call, "signed-in", signed_on(centre, AgentSignedOn(request.person, call.phone), now_ms)
        )


def _on_break(centre: Centre, call: Call, request: Request, now_ms: int) -> Part:
    """On break, and back."""
    agent = centre.agents.get(request.person)
    if agent is None or not agent.signed_in:
        yield from say_and_hang_up(call, "not-possible")
    elif agent.presence is Presence.ON_BREAK:
        yield from _said(call, "ready", came_back(centre, AgentCameBack(request.person), now_ms))
    else:
        yield from _ask(call, "enter-reason", len(str(len(centre.plan.break_reasons))))


def _reason(centre: Centre, call: Call, request: Request, digits: str, now_ms: int) -> Part:
    """By its position in the plan's list."""
    reasons = dict(enumerate(centre.plan.break_reasons, 1))
    reason = reasons.get(int(digits)) if digits.isdecimal() else None
    if reason is None:
        yield from say_and_hang_up(call, "wrong")
    else:
        event = AgentWentOnBreak(request.person, reason)
        yield from _said(call, "on-break", went_on_break(centre, event, now_ms))


def _wrap_up(centre: Centre, call: Call, request: Request, now_ms: int) -> Part:
    agent = centre.agents.get(request.person)
    if agent is None or agent.activity is not Activity.WRAP_UP:
        yield from say_and_hang_up(call, "not-possible")
    else:
        yield WrapUpEnded(request.person)
        yield from say_and_hang_up(call, "wrap-up-over")


def _echo(centre: Centre, call: Call, request: Request, now_ms: int) -> Part:
    yield at(call, SAID)
    yield Echo(call.call_id, (prompt("echo"),))


def _forward(centre: Centre, call: Call, request: Request, now_ms: int) -> Part:
    yield from _ask(call, "enter-forward", FORWARD_MOST)


def _forward_to(centre: Centre, call: Call, request: Request, digits: str, now_ms: int) -> Part:
    if wrong := wrong_forward(centre, call.phone, digits, now_ms):
        yield from say_and_hang_up(call, wrong)
    else:
        yield from set_forward(centre, call.phone, digits, call.phone)
        yield from say_and_hang_up(call, "forwarded")


def _forward_off(centre: Centre, call: Call, request: Request, now_ms: int) -> Part:
    yield from set_forward(centre, call.phone, "", call.phone)
    yield from say_and_hang_up(call, "not-forwarded")


def _do_not_disturb(centre: Centre, call: Call, request: Request, now_ms: int) -> Part:
    yield from set_quiet(centre, call.phone, call.phone, on=True)
    yield from say_and_hang_up(call, "do-not-disturb")


def _disturb(centre: Centre, call: Call, request: Request, now_ms: int) -> Part:
    yield from set_quiet(centre, call.phone, call.phone, on=False)
    yield from say_and_hang_up(call, "disturb")


def _pick_up(centre: Centre, call: Call, request: Request, now_ms: int) -> Part:
    """What rings there becomes this phone's; if nothing does, `PromptFinished` ends the call."""
    yield at(call, SAID)
    yield PickUp(call.call_id, request.behind, (prompt("not-possible"),))


Act = Callable[[Centre, Call, Request, int], Part]

ACTS: dict[str, Act] = {
    "sign_in": _sign_in,
    "on_break": _on_break,
    "wrap_up": _wrap_up,
    "voicemail": open_box,
    "any_voicemail": open_any_box,
    "echo": _echo,
    "forward": _forward,
    "forward_off": _forward_off,
    "do_not_disturb": _do_not_disturb,
    "do_not_disturb_off": _disturb,
    "pickup": _pick_up,
    "pickup_any": _pick_up,
    "day_night": day_night,
    "supervise": supervise,
}
"""By the name of the code in the plan's `feature_codes`."""

ANSWERS: dict[str, Callable[[Centre, Call, Request, str, int], Part]] = {
    "on_break": _reason,
    "forward": _forward_to,
    "any_voicemail": box_typed,
}
"""What is done with the digits that the code asked for."""

PERSONAL = frozenset({"sign_in", "on_break", "wrap_up", "supervise"})
"""They are about a person, not about the phone."""

UNANSWERED = frozenset({"pickup", "pickup_any"})
"""Who rings is answered by being picked up."""


def _ask(call: Call, words: str, most: int) -> Part:
    yield at(call, WHAT)
    yield CollectDigits(call.call_id, (prompt(words),), most, TIMEOUT_S)


def _said(call: Call, words: str, rule: Rule) -> Generator[Step, None, None]:
    """What came of the same wish as by the API."""
    refused: Refused | None = yield from rule
    yield from say_and_hang_up(call, "not-possible" if refused else words)
