"""A phone dials a feature code: who dials, what has to be asked, and what is done then.

Where the phone does not tell who dials, he is asked for his number and his PIN.
"""

from ccd.domain.call import Call
from ccd.domain.centre import Centre
from ccd.domain.desk import Request
from ccd.domain.events import DigitsEntered, PinEntered, PromptFinished
from ccd.domain.facts import CodeDialled, PersonKnown, PinRefused
from ccd.domain.numbering import UseCode
from ccd.domain.orders import AnswerCall, AskPin, CollectDigits
from ccd.domain.rules import walking
from ccd.domain.rules.codes import box, greeting
from ccd.domain.rules.codes.acts import ACTS, ANSWERS, PERSONAL, UNANSWERED
from ccd.domain.rules.codes.speaking import SAID, WHAT, at, hang_up, prompt, say_and_hang_up
from ccd.domain.rules.rule import Part, Rule

NUMBER, PIN = "number", "pin"
NUMBER_MOST, PIN_MOST = 10, 12
TIMEOUT_S = 7.0
PIN_TRIES = 3


def use_code(centre: Centre, call: Call, meant: UseCode, now_ms: int) -> Part:
    yield CodeDialled(call.call_id, meant.code, meant.behind)
    request = centre.desk.requests[call.call_id]
    if meant.code not in UNANSWERED:
        yield AnswerCall(call.call_id)
    if meant.code not in PERSONAL:
        yield from ACTS[meant.code](centre, call, request, now_ms)
    elif invited := centre.desk.supervisions.invited.get(call.call_id):
        yield PersonKnown(call.call_id, invited.supervisor, "invitation")
        yield from ACTS[meant.code](centre, call, request, now_ms)
    elif person := _person_at(centre, call):
        yield PersonKnown(call.call_id, person, "phone")
        yield from ACTS[meant.code](centre, call, request, now_ms)
    else:
        yield from _ask_who(call)


def digits_entered(centre: Centre, event: DigitsEntered, now_ms: int) -> Rule:
    call, request = centre.calls.get(event.call_id), centre.desk.requests.get(event.call_id)
    if call is None or request is None:
        return (yield from walking.digits_entered(centre, event, now_ms))
    if request.step == NUMBER:
        agent = centre.plan.agents_by_number.get(event.digits)
        yield at(call, PIN)
        yield AskPin(call.call_id, agent.name if agent else "", (prompt("enter-pin"),), PIN_MOST, TIMEOUT_S)
    elif request.step == WHAT:
        yield from ANSWERS[request.code](centre, call, request, event.digits, now_ms)
    return None


def pin_entered(centre: Centre, event: PinEntered, now_ms: int) -> Rule:
    """Who has guessed too often is refused without being told that he is right."""
    call, request = centre.calls.get(event.call_id), centre.desk.requests.get(event.call_id)
    if call is None or request is None or request.step != PIN:
        return None
    outside, wrong_pins = not call.phone, centre.desk.wrong_pins
    if event.good and not wrong_pins.locked(event.agent, now_ms, outside):
        yield from _let_in(centre, call, request, event.agent, now_ms)
        return None
    in_a_row = wrong_pins.with_one_more(event.agent, now_ms, outside)
    yield PinRefused(call.call_id, event.agent, outside, in_a_row)
    if request.pins_refused >= PIN_TRIES:
        yield from say_and_hang_up(call, "wrong")
    elif request.code in (box.OWN_BOX, box.ANY_BOX):
        yield from box.pin_refused(call, request, event.agent)
    else:
        yield from _ask_who(call, "wrong")
    return None


def _let_in(centre: Centre, call: Call, request: Request, whose: str, now_ms: int) -> Part:
    if request.code in (box.OWN_BOX, box.ANY_BOX):
        yield from box.pin_taken(centre, call, whose)
    else:
        yield PersonKnown(call.call_id, whose, "pin")
        yield from ACTS[request.code](centre, call, request, now_ms)


def prompt_finished(centre: Centre, event: PromptFinished, now_ms: int) -> Rule:
    call, request = centre.calls.get(event.call_id), centre.desk.requests.get(event.call_id)
    if call is None or request is None:
        return (yield from walking.prompt_finished(centre, event, now_ms))
    listening = centre.desk.boxes.listening.get(event.call_id)
    if request.step == SAID:
        yield from hang_up(call)
    elif listening and listening.step == greeting.RECORDING:
        yield from greeting.recorded(call)
    return None


def _ask_who(call: Call, *first: str) -> Part:
    yield at(call, NUMBER)
    prompts = tuple(prompt(words) for words in (*first, "enter-number"))
    yield CollectDigits(call.call_id, prompts, NUMBER_MOST, TIMEOUT_S)


def _person_at(centre: Centre, call: Call) -> str | None:
    """Whom the phone tells: who is signed in there, else whose phone it is. A supervisor who is no agent is
    his phone's number. A phone that several share, and nobody is signed in at, tells of nobody."""
    if present := centre.agent_at(call.phone):
        return present.name
    owners = [agent.name for agent in centre.plan.agents if agent.extension == call.phone]
    if not owners and any(call.phone in team.supervisors for team in centre.plan.teams):
        return call.phone
    away = [name for name in owners if not centre.agents[name].signed_in]
    return away[0] if len(owners) == 1 and away else None
