"""A call rings phones outside of any queue: who answers, who does not, who leaves."""

from collections.abc import Generator, Sequence

from ccd.domain.agent import Agent
from ccd.domain.call import Call, CallState
from ccd.domain.centre import Centre
from ccd.domain.events import DialStatus, PhoneState
from ccd.domain.facts import (
    AbroadCutOff,
    AbroadTalked,
    EndedBy,
    HoldEnded,
    HoldStarted,
    PartiesRung,
    PartiesUnreached,
    PartyAnswered,
    PartyLeft,
    PhoneSeen,
    ReachOutcome,
    RecordingStarted,
)
from ccd.domain.legs import Leg, OutsideLeg, PhoneLeg, devices, is_outside, spelled
from ccd.domain.orders import Cause, Connect
from ccd.domain.plan_extension import RING_S
from ccd.domain.plan_outbound import Level, route_for
from ccd.domain.rules.recording import end_pause, recording_path
from ccd.domain.rules.ringing_along import picked_up_abroad, ring_along, talked_abroad
from ccd.domain.rules.rule import Part, Step

CAUSES = {
    ReachOutcome.NO_ANSWER: Cause.NO_ANSWER,
    ReachOutcome.NOT_ACCEPTED: Cause.NO_ANSWER,
    ReachOutcome.BUSY: Cause.BUSY,
    ReachOutcome.REJECTED: Cause.REJECTED,
    ReachOutcome.UNREACHABLE: Cause.NOT_THERE,
}
_OUTCOMES = {
    cause.value: outcome for outcome, cause in CAUSES.items() if outcome is not ReachOutcome.NOT_ACCEPTED
}


def connect(
    centre: Centre, call: Call, legs: Sequence[Leg], now_ms: int, timeout_s: int = 0
) -> Generator[Step, None, ReachOutcome | None]:
    """Ring all of them that are there, and their mobiles with them, for `timeout_s` or, if that is 0, for as
    long as these phones ring. If none is there, the outcome is returned at once; else it is told by
    `ConnectFinished`."""
    phones = [leg.extension for leg in legs if isinstance(leg, PhoneLeg)]
    outside = any(isinstance(leg, OutsideLeg) for leg in legs)
    to_record = [*phones, call.parties.outside_for] if outside else phones
    recording = yield from recording_path(centre, call, to_record)
    along: list[Leg] = []
    for leg in legs:
        if isinstance(leg, PhoneLeg):
            along += yield from ring_along(centre, call, leg.extension, now_ms, leg.after_s)
    yield PartiesRung(call.call_id, spelled(legs), recording, devices(along))
    there = tuple([*(_in_full(centre, leg) for leg in legs if _is_there(centre, leg)), *along])
    if not there:
        yield unreached(call, ReachOutcome.UNREACHABLE, now_ms)
        return ReachOutcome.UNREACHABLE
    outside = any(isinstance(leg, OutsideLeg) for leg in there)
    most_s, dialled = (call.parties.talk_most_s, call.parties.outside) if outside else (0, "")
    shown = "" if call.phone else call.shown()
    rings_s = timeout_s or _ring_s(call, phones)
    yield Connect(call.call_id, there, rings_s, recording, bool(call.phone), most_s, shown, dialled)
    return None


def _ring_s(call: Call, phones: Sequence[str]) -> int:
    known = call.plan.extensions_by_number
    return max((known[phone].ring_s for phone in phones if phone in known), default=RING_S)


def party_answered(centre: Centre, call: Call, party: str, at_ms: int, device: str = "") -> Part:
    rang = call.state is CallState.CONNECTING
    ring_ms = call.parties.called_ms(at_ms) if rang else 0
    yield PartyAnswered(call.call_id, party, _agent_at(centre, party), ring_ms, device)
    yield from picked_up_abroad(call, device)
    yield from _note_phone_at(centre, party) if device else ()
    if call.parties.to_record and not call.recording:
        yield RecordingStarted(call.call_id, call.parties.to_record)


def unreached(call: Call, outcome: ReachOutcome, now_ms: int) -> PartiesUnreached:
    return PartiesUnreached(call.call_id, call.parties.called, outcome, call.parties.called_ms(now_ms))


def parties_left(centre: Centre, call: Call, ended_by: EndedBy, now_ms: int) -> Part:
    """All of them."""
    for party in [*call.parties.talking]:
        yield from party_left(centre, call, party, ended_by, now_ms)


def cut_off_or(ended_by: EndedBy, call: Call, now_ms: int) -> EndedBy:
    """Whoever seems to have hung up, it was Asterisk when the conversation was as long as it may be."""
    cut_off = any(call.parties.is_cut_off(party, now_ms) for party in call.parties.talking)
    cut_off = cut_off or call.parties.cut_off_at(call.device, call.talked_ms(now_ms))
    return EndedBy.SYSTEM if cut_off else ended_by


def party_left(centre: Centre, call: Call, party: str, ended_by: EndedBy, now_ms: int) -> Part:
    yield from hold_over(centre, call, party, now_ms)
    cut_off = call.parties.is_cut_off(party, now_ms)
    talk_ms = max(0, now_ms - call.parties.talking[party])
    hold_ms = call.parties.held_ms.get(party, 0)
    device = call.parties.device.get(party, "")
    yield PartyLeft(call.call_id, party, _agent_at(centre, party), ended_by, talk_ms, hold_ms)
    yield from _note_phone_at(centre, party) if device else ()
    if cut_off and not device:
        yield AbroadCutOff(call.call_id, call.phone)
    route = route_for(call.plan, call.parties.outside) if is_outside(party) else None
    if route and route.level is Level.INTERNATIONAL:
        least_ms = call.parties.talk_most_s * 1000 if cut_off else 0  # we may have known late of the answer
        yield AbroadTalked(call.call_id, call.phone, max(talk_ms, least_ms))
    yield from talked_abroad(call, device, talk_ms)
    if not call.parties.talking:
        yield from end_pause(centre, call, now_ms)


def note_phone(centre: Centre, agent: Agent) -> Part:
    """History keeps what our own calls do not explain."""
    state = centre.phone_tells(agent)
    if state is not agent.phone:
        yield PhoneSeen(agent.name, state.value)


def _note_phone_at(centre: Centre, extension: str) -> Part:
    if agent := centre.agent_at(extension):
        yield from note_phone(centre, agent)


def hold_over(centre: Centre, call: Call, extension: str, now_ms: int) -> Part:
    since_ms = call.parties.held_since_ms.get(extension)
    if since_ms is not None:
        agent = _agent_at(centre, extension)
        yield HoldEnded(call.call_id, extension, agent, max(0, now_ms - since_ms))


def hold_begun(centre: Centre, call: Call, extension: str) -> Part:
    if extension not in call.parties.held_since_ms:
        yield HoldStarted(call.call_id, extension, _agent_at(centre, extension))


def stop_ringing(centre: Centre, call: Call, outcome: ReachOutcome, ended_by: EndedBy, now_ms: int) -> Part:
    """Nobody rings for this call, or talks with it, any more."""
    if call.state is CallState.CONNECTING:
        yield unreached(call, outcome, now_ms)
    yield from parties_left(centre, call, ended_by, now_ms)


def _is_there(centre: Centre, leg: Leg) -> bool:
    """Asterisk takes a phone that is not there for an error."""
    return isinstance(leg, OutsideLeg) or centre.seen.phone(leg.extension) is not PhoneState.UNREACHABLE


def _in_full(centre: Centre, leg: Leg) -> Leg:
    """A phone as the plan has it."""
    phone = centre.plan.extensions_by_number.get(leg.extension) if isinstance(leg, PhoneLeg) else None
    if not isinstance(leg, PhoneLeg) or phone is None:
        return leg
    return PhoneLeg(leg.extension, leg.after_s + phone.ring_after_s, phone.devices > 1)


def _agent_at(centre: Centre, party: str) -> str:
    agent = centre.agent_at(party)
    return agent.name if agent else ""


def outcome_of(status: DialStatus, cause: int, unaccepted: str = "") -> ReachOutcome:
    """`Dial` has one word for all that it does not know better."""
    if unaccepted:
        return ReachOutcome.NOT_ACCEPTED
    if status is DialStatus.BUSY:
        return ReachOutcome.BUSY
    if status is DialStatus.NOANSWER:
        return ReachOutcome.NO_ANSWER
    return _OUTCOMES.get(cause, ReachOutcome.UNREACHABLE)
