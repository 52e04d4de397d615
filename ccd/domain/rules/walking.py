"""The caller walks through the flow: nodes give steps, steps become facts and orders."""

from ccd.domain.call import Call, CallState
from ccd.domain.centre import Centre
from ccd.domain.events import DigitsEntered, MessageTaken, PromptFinished
from ccd.domain.facts import (
    CallEnded,
    CallOutcome,
    EndedBy,
    JoinRefused,
    MenuAnswered,
    NodeEntered,
    PartiesRung,
    ReachOutcome,
)
from ccd.domain.hours import Opening
from ccd.domain.ivr.nodes import BookCallback, CallGroup, EnterQueue, Node, OnCall, RingExtension
from ccd.domain.ivr.nodes.menu import Menu
from ccd.domain.ivr.nodes.ringing import RingsSomebody
from ccd.domain.ivr.steps import (
    Ask,
    AskHours,
    CallOnCall,
    GoTo,
    JoinQueue,
    Leave,
    OfferCallback,
    Ring,
    RingGroup,
    RingOutside,
    Say,
    SpeakIn,
    Step,
    TakeMessage,
)
from ccd.domain.legs import PhoneLeg
from ccd.domain.legs import spelled as spelled_legs
from ccd.domain.numbering import CallOutside, CallTheGroup, RingPhone, WaitInQueue, meaning
from ccd.domain.orders import Cause, CollectDigits, KeepMessage, PlayPrompts, ReleaseCall, Verdict
from ccd.domain.plan_groups import group_holder
from ccd.domain.plan_nodes import Spot, box_spot, number_spot, queue_holder
from ccd.domain.plan_rotas import rota_holder
from ccd.domain.rules import booking
from ccd.domain.rules.calling_in import take_place
from ccd.domain.rules.calling_on_call import call_next
from ccd.domain.rules.connecting import CAUSES, connect, unreached
from ccd.domain.rules.messages import ask_for_message
from ccd.domain.rules.noticing import rung_in_turn
from ccd.domain.rules.office import opening_of
from ccd.domain.rules.outbound import call_for_phone, call_planned
from ccd.domain.rules.recording import notice_due, notice_heard
from ccd.domain.rules.returning import go_elsewhere
from ccd.domain.rules.rule import Part, Rule
from ccd.domain.rules.speaking import BY_MENU, speak
from ccd.domain.rules.turning_away import closed_by
from ccd.domain.rules.waiting import keep_waiting, line_up
from ccd.domain.skills import Asked, asked_for, spelled

CLOSED = "ccd/closed"
"""What a caller hears whom a queue turns away without having an exit for him."""


def prompt_finished(centre: Centre, event: PromptFinished, now_ms: int) -> Rule:
    call = centre.calls.get(event.call_id)
    if call and (node := _node_of(call)) and not isinstance(node, Menu):
        if isinstance(node, EnterQueue | RingsSomebody):
            yield from notice_heard(call)
            yield from _take(centre, call, node.enter(), now_ms)
        else:
            yield from _take(centre, call, node.resume("", call.attempt), now_ms)
    return None


def digits_entered(centre: Centre, event: DigitsEntered, now_ms: int) -> Rule:
    call = centre.calls.get(event.call_id)
    node = _node_of(call) if call else None
    if call and isinstance(node, BookCallback):
        answered = booking.answer(centre, call, node, event.digits, now_ms)
        yield from _unless_called_back(centre, call, answered, now_ms)
    elif call and isinstance(node, Menu):
        attempt, valid = call.attempt + 1, event.digits in node.choices
        yield MenuAnswered(call.call_id, call.node, event.digits, valid, attempt)
        yield from _take(centre, call, node.resume(event.digits, attempt), now_ms)
    return None


def enter(centre: Centre, call: Call, spot: Spot, now_ms: int) -> Part:
    """Go to a node of the call's plan."""
    yield NodeEntered(call.call_id, *spot)
    yield from _take(centre, call, call.plan.sites[spot].node.enter(), now_ms)


def rings_from(call: Call) -> bool:
    """Was it a node that had somebody rung, and has to say what comes next?"""
    return isinstance(_node_of(call), RingsSomebody) and not call.transferred


def rang_in_vain(centre: Centre, call: Call, parties: str, now_ms: int) -> Part:
    """They did not answer: the next of their group, or whatever the node says."""
    if isinstance(node := _node_of(call), CallGroup):
        yield from _ring_group(centre, call, node.group, parties, now_ms)
    elif isinstance(node, OnCall):
        yield from _call_on_call(centre, call, CallOnCall(node.rota), now_ms, parties)
    else:
        yield from nobody_answered(centre, call, now_ms)


def _ring_extension(centre: Centre, call: Call, step: Ring, now_ms: int) -> Part:
    """Who is not to be disturbed is busy."""
    phones = centre.desk.phones
    if step.extension in phones.undisturbed:
        yield PartiesRung(call.call_id, step.extension)
        yield unreached(call, ReachOutcome.BUSY, now_ms)
        yield from nobody_answered(centre, call, now_ms)
    elif step.extension in phones.forwarded:
        yield from _ring_elsewhere(centre, call, step, now_ms)
    elif (yield from connect(centre, call, [PhoneLeg(step.extension)], now_ms, step.timeout_s)):
        yield from nobody_answered(centre, call, now_ms)


def _ring_elsewhere(centre: Centre, call: Call, step: Ring, now_ms: int) -> Part:
    """Where its people have its calls sent. What is to come if nobody answers there is still the node's."""
    phones = centre.desk.phones
    last, number = phones.end_of(step.extension)
    meant = meaning(call.plan, last, number)
    if isinstance(meant, WaitInQueue):
        yield from enter(centre, call, number_spot(meant.queue), now_ms)
    elif isinstance(meant, CallTheGroup):
        yield from enter(centre, call, (group_holder(meant.group), "number"), now_ms)
    elif isinstance(meant, CallOutside):
        if not (yield from call_for_phone(centre, call, last, meant, now_ms, step.timeout_s)):
            yield from nobody_answered(centre, call, now_ms)
    else:
        there = isinstance(meant, RingPhone) and number not in {*phones.forwarded, *phones.undisturbed}
        legs = [PhoneLeg(number)] if there else []
        if (yield from connect(centre, call, legs, now_ms, step.timeout_s)):
            yield from nobody_answered(centre, call, now_ms)


def _ring_group(centre: Centre, call: Call, name: str, after: str, now_ms: int) -> Part:
    group = call.plan.groups_by_name[name]
    for turn in group.turns_after(after):
        legs = [leg for leg in turn if leg.extension not in centre.desk.phones.undisturbed]
        if not legs:
            yield PartiesRung(call.call_id, spelled_legs(turn))
            yield unreached(call, ReachOutcome.BUSY, now_ms)
        elif not (yield from connect(centre, call, legs, now_ms, group.ring_s)):
            return
    yield from nobody_answered(centre, call, now_ms)


def nobody_answered(centre: Centre, call: Call, now_ms: int) -> Part:
    """A phone has its voicemail, where the node does not say what else. Who was sent here, or dialled a
    group, fares as with a phone."""
    node = _node_of(call)
    if isinstance(node, RingExtension) and not node.otherwise and node.extension in call.plan.voicemail_of:
        yield from enter(centre, call, box_spot(call.plan.voicemail_of[node.extension].name), now_ms)
    elif node:
        step, why = node.resume("", call.attempt), call.parties.unreached
        if isinstance(step, Leave) and why:
            yield from go_elsewhere(centre, call, CAUSES.get(why, Cause.NORMAL), now_ms)
        else:
            yield from _take(centre, call, step, now_ms)


def message_taken(centre: Centre, event: MessageTaken, now_ms: int) -> Rule:
    """Who hung up to end it is told by the end of his session."""
    yield KeepMessage(event.call_id, event.box, event.path, event.caller)
    call = centre.calls.get(event.call_id)
    if call and not event.hung_up and (node := _node_of(call)):
        yield from _take(centre, call, node.resume("", call.attempt), now_ms)
    return None


def _take(centre: Centre, call: Call, step: Step, now_ms: int) -> Part:
    match step:
        case Say():
            yield PlayPrompts(call.call_id, step.prompts)
        case Ask():
            yield CollectDigits(call.call_id, step.prompts, step.max_digits, step.timeout_s)
        case GoTo():
            flow = step.flow or call.flow
            node = step.node or call.plan.flows_by_name[flow].start
            yield from enter(centre, call, (flow, node), now_ms)
        case AskHours():
            opening = opening_of(centre, call.plan, step.hours, now_ms)
            ways = {Opening.OPEN: step.open, Opening.CLOSED: step.closed, Opening.HOLIDAY: step.holiday}
            yield from enter(centre, call, (call.flow, ways[opening]), now_ms)
        case SpeakIn():
            yield from speak(call, step.language, BY_MENU)
            yield from enter(centre, call, (call.flow, step.next), now_ms)
        case JoinQueue():
            own_skills = asked_for(dict(call.did_skills), dict(step.skills), dict(call.brings))
            yield from _join(centre, call, step.queue, own_skills, now_ms)
        case Ring() | RingGroup() | RingOutside() | CallOnCall():
            yield from _ring(centre, call, step, now_ms)
        case TakeMessage():
            yield from ask_for_message(centre, call, step.box)
        case OfferCallback():
            asked = booking.propose(centre, call, step.queue, now_ms)
            yield from _unless_called_back(centre, call, asked, now_ms)
        case Leave():
            yield ReleaseCall(call.call_id, Verdict.HANG_UP)
            left_in_menu = call.outcome is CallOutcome.LEFT_IN_MENU
            outcome = CallOutcome.COMPLETED_IN_MENU if left_in_menu else call.outcome
            yield CallEnded(call.call_id, outcome, EndedBy.SYSTEM)


def _ring(centre: Centre, call: Call, step: Ring | RingGroup | RingOutside | CallOnCall, now_ms: int) -> Part:
    if notice := (yield from notice_due(centre, call, turns=rung_in_turn(centre, call, step, now_ms))):
        yield PlayPrompts(call.call_id, notice)
        return
    match step:
        case Ring():
            yield from _ring_extension(centre, call, step, now_ms)
        case RingGroup():
            yield from _ring_group(centre, call, step.group, "", now_ms)
        case RingOutside():
            yield from call_planned(centre, call, step.number, now_ms, step.timeout_s)
        case CallOnCall():
            yield from _call_on_call(centre, call, step, now_ms)


def _call_on_call(centre: Centre, call: Call, step: CallOnCall, now_ms: int, after: str = "") -> Part:
    last = rota_holder(step.rota), "otherwise"
    if not step.in_vain:
        if not (yield from call_next(centre, call, step.rota, after, now_ms)):
            yield from nobody_answered(centre, call, now_ms)
    elif last in call.plan.sites:
        yield from enter(centre, call, last, now_ms)
    else:
        yield from _take(centre, call, Leave(), now_ms)


def _unless_called_back(centre: Centre, call: Call, asked: booking.Elsewhere, now_ms: int) -> Part:
    step = yield from asked
    if step:
        yield from _take(centre, call, step, now_ms)


def _join(centre: Centre, call: Call, queue: str, own_skills: Asked, now_ms: int) -> Part:
    """The plan has no circle of queues that send their callers to one another, so this ends."""
    visit = call.visit + 1
    if closed := closed_by(centre, call, call.settings_of(queue), now_ms):
        exit, outcome = closed
        yield JoinRefused(call.call_id, visit, queue, outcome, spelled(own_skills))
        if exit:
            yield from enter(centre, call, (queue_holder(queue), exit), now_ms)
        else:
            yield ReleaseCall(call.call_id, Verdict.HANG_UP, prompt=CLOSED)
            yield CallEnded(call.call_id, call.outcome, EndedBy.SYSTEM)
    elif notice := (yield from notice_due(centre, call, queue)):
        yield PlayPrompts(call.call_id, notice)
    else:
        since_ms = yield from take_place(centre, call, queue, now_ms)
        yield from line_up(centre, call, queue, visit, since_ms, own_skills, now_ms)
        yield from keep_waiting(centre, call, now_ms)


def _node_of(call: Call) -> Node | None:
    """Where the caller is in his flow, while he walks through it."""
    if call.state is not CallState.IN_FLOW or not call.attached or not call.node:
        return None
    return call.plan.node(*call.spot)
