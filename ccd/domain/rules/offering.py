"""A waiting caller and a free agent come together, or do not."""

from collections.abc import Generator

from ccd.domain.agent import Activity, Agent, Presence
from ccd.domain.call import Call, CallState
from ccd.domain.centre import Centre
from ccd.domain.deadlines import SETTLE_MS
from ccd.domain.devices import is_afield
from ccd.domain.events import DialAnswered, DialFinished, DialStatus, PhoneState, RingEnded
from ccd.domain.facts import (
    AgentAnswered,
    AgentOffered,
    BreakStarted,
    CallDetached,
    CallReattached,
    EndedBy,
    ExitChosen,
    OfferOutcome,
    PhoneSeen,
    QueueLeft,
    VisitOutcome,
    WrapUpEnded,
)
from ccd.domain.legs import OutsideLeg, devices, party_at
from ccd.domain.orders import CallAgent, Membership, RingAgent, RungPhone
from ccd.domain.phone_number import as_dialled
from ccd.domain.plan_queue import Queue
from ccd.domain.queue import Choice
from ccd.domain.reasons import reason
from ccd.domain.rules.connecting import cut_off_or, parties_left, party_answered
from ccd.domain.rules.ending import hang_up_seen, offer_over, offers_over, release, talk_over
from ccd.domain.rules.knowing import give_up_preference
from ccd.domain.rules.mirroring import mirror
from ccd.domain.rules.recording import recording_path, recording_runs
from ccd.domain.rules.ringing_along import not_accepted_abroad, picked_up_abroad, ring_along
from ccd.domain.rules.rule import Part, Rule, Step
from ccd.domain.rules.safety_net import net_answered
from ccd.domain.rules.sending_on import wait_on

UNREACHABLE_MS = 10_000
"""How long a phone that cannot be rung is left alone, if Asterisk does not see by itself that it is gone."""

PICKED_UP = "picked up what rang for a colleague"

REST_MS = 5_000
"""How long an agent who missed an offer and need not go on break is left alone."""

_OUTCOMES = {
    DialStatus.NOANSWER: OfferOutcome.RING_NO_ANSWER,
    DialStatus.BUSY: OfferOutcome.REJECTED,
    DialStatus.CONGESTION: OfferOutcome.REJECTED,
    DialStatus.CHANUNAVAIL: OfferOutcome.UNREACHABLE,
    DialStatus.CANCEL: OfferOutcome.UNREACHABLE,  # the caller is there, so it was not he who cancelled
}


def match_callers(centre: Centre, now_ms: int) -> Rule:
    """After every event: until no free agent may serve a caller who waits."""
    for call in centre.waiting_in_vain():
        yield give_up_preference(call)
    if centre.returning.somebody(now_ms):
        return None
    while pair := centre.next_pair():
        call, first = pair
        queue = call.queue_settings
        phones = [(yield from _offer(centre, call, first, now_ms))]
        if call.callback.in_line:
            number = as_dialled(call.callback.number, call.plan.country)
            yield CallAgent(call.call_id, call.channel_id, phones[0], number, queue.ring_timeout_s)
            continue
        while len(phones) < queue.rings_at_once and (also := centre.next_like(call, first)):
            phones.append((yield from _offer(centre, call, also, now_ms)))
        path = yield from recording_path(centre, call, call.rung)
        shown = call.shown(queue.display_prefix)
        yield RingAgent(call.call_id, tuple(phones), queue.ring_timeout_s, path, shown)
    return None


def _offer(centre: Centre, call: Call, choice: Choice, now_ms: int) -> Generator[Step, None, RungPhone]:
    extension = centre.agents[choice.agent].extension
    phone = centre.plan.extensions_by_number[extension]
    mobiles: tuple[OutsideLeg, ...] = ()
    if call.queue_settings.mobiles and not call.callback.in_line:
        mobiles = yield from ring_along(centre, call, extension, now_ms)
    why, rung_at = reason(call, choice, now_ms), devices(mobiles)
    yield AgentOffered(call.call_id, call.visit, call.queue, choice.agent, extension, why, rung_at)
    at_desk = not mobiles or centre.seen.phone(extension) is not PhoneState.UNREACHABLE
    return RungPhone(choice.agent, extension, phone.ring_after_s, phone.devices > 1, at_desk, mobiles)


def dial_answered(centre: Centre, event: DialAnswered, now_ms: int) -> Rule:
    call = centre.call_of_channel(event.channel_id)
    if call is None:
        return None
    if call.state is CallState.OFFERED:
        rung, at = tuple(call.ringing.values()), event.extension
        if at in rung or event.device or at not in call.plan.extensions_by_number:
            yield from answered(call, at if at in rung else rung[0], now_ms, event.device)
        else:
            yield from picked_up(centre, call, at, now_ms)
    elif call.state is CallState.CONNECTING:
        party = party_at(call.parties.called, event.extension)
        yield from party_answered(centre, call, party, now_ms, event.device)
    else:
        yield from net_answered(centre, call, event.extension, now_ms)
    return None


def ring_ended(centre: Centre, event: RingEnded, now_ms: int) -> Rule:
    """One of several will not answer; who rings at several devices may do so at another one. `DialFinished`
    tells of the last, and of all whose time is up; what AMI says of them may come when the next round has
    begun."""
    call = centre.call_of_channel(event.channel_id)
    if call is None or len(call.ringing) < 2 or call.rang_to_the_end(now_ms):
        return None
    of_the_last_round = event.status is DialStatus.NOANSWER and call.rung_ms(now_ms) < SETTLE_MS
    if not of_the_last_round:
        for agent in [name for name, extension in call.ringing.items() if extension == event.extension]:
            if _at_several(centre, call, agent):
                continue
            yield from offer_failed(centre, call, agent, event.status, now_ms)
    return None


def dial_finished(centre: Centre, event: DialFinished, now_ms: int) -> Rule:
    call = centre.calls.get(event.call_id)
    if call is None:
        return None
    yield from not_accepted_abroad(call, event.unaccepted)
    picked_up_by_another = call.state is CallState.TALKING and call.agent in call.offered
    if not {*call.with_agents, *(call.offered if picked_up_by_another else ())} & set(event.agents):
        yield from _finished_late(centre, call, event, now_ms)
        return None
    if call.state is CallState.OFFERED and event.status is DialStatus.ANSWER:
        at_ms = now_ms - (event.talk_ms or 0)
        yield from answered(call, event.answered_at, at_ms, event.device)  # AMI has not told us
    if call.state is CallState.TALKING:
        talk_ms = call.talked_ms(now_ms) if event.talk_ms is None else event.talk_ms
        seen = EndedBy.AGENT if event.caller_present else EndedBy.CALLER
        ended_by = cut_off_or(seen, call, now_ms)
        yield from talk_over(centre, call, ended_by, talk_ms, now_ms)
        yield from parties_left(centre, call, ended_by, now_ms)
        if event.caller_present:
            yield from release(call, ended_by)
    elif call.state is CallState.OFFERED:
        yield from _nobody_answered(centre, call, event, now_ms)
    return None


def answered(call: Call, extension: str, at_ms: int, device: str = "") -> Part:
    """By who is rung there; where nobody is, he has handed the caller on already, and it was any of them."""
    queue = call.queue_settings
    by = next((name for name, at in call.ringing.items() if at == extension), next(iter(call.ringing)))
    for other in [name for name in call.ringing if name != by]:
        yield offer_over(call, other, OfferOutcome.ANSWERED_ELSEWHERE, at_ms)
    yield AgentAnswered(
        call.call_id,
        call.visit,
        call.queue,
        by,
        call.rung_ms(at_ms),
        call.waited_ms(at_ms),
        queue.tickets.value,
        call.callback.in_line,
        device,
    )
    yield from picked_up_abroad(call, device)
    yield from recording_runs(call)


def picked_up(centre: Centre, call: Call, extension: str, now_ms: int) -> Part:
    """By a phone that was not rung. It counts for the agent there; where none is signed in, or he talks to
    somebody already, the queue has found nobody, and the phone has the call."""
    agent, rang = centre.agent_at(extension), [*call.ringing]
    if agent and agent.activity in (Activity.IDLE, Activity.WRAP_UP):
        if agent.activity is Activity.WRAP_UP:
            yield WrapUpEnded(agent.name)
        ended = [offer_over(call, name, OfferOutcome.ANSWERED_ELSEWHERE, now_ms) for name in rang]
        yield AgentOffered(call.call_id, call.visit, call.queue, agent.name, extension, PICKED_UP)
        yield from ended
        yield from answered(call, extension, now_ms)
        return
    yield from offers_over(call, OfferOutcome.ANSWERED_ELSEWHERE, now_ms)
    left = VisitOutcome.PICKED_UP
    yield QueueLeft(call.call_id, call.visit, call.queue, left, call.waited_ms(now_ms))
    yield from party_answered(centre, call, extension, now_ms)
    yield from recording_runs(call)


def doubt_offer(centre: Centre, call: Call, now_ms: int) -> Part:
    """`Dial` ends by itself, or AMI tells of the answer. If neither came for long, the session is dead though
    nobody closed it. Without AMI they may well be talking."""
    if now_ms < call.overdue_at_ms or not centre.seen.linked:
        return
    yield from offers_over(call, OfferOutcome.LOST, now_ms)
    if call.attached:
        yield CallDetached(call.call_id)


def _finished_late(centre: Centre, call: Call, event: DialFinished, now_ms: int) -> Part:
    """`Dial` came back after we had the agent already freed."""
    if not event.caller_present:
        return
    over = call.state is CallState.LEAVING and call.transferred != "blind"
    if call.attached and (over or call.state is CallState.CONNECTED):
        ended_by = EndedBy.AGENT if over else EndedBy.CALLEE
        yield from parties_left(centre, call, ended_by, now_ms)
        yield from release(call, ended_by)
    elif call.state is CallState.WAITING and not call.attached:
        yield CallReattached(call.call_id, call.channel_id)
        yield from wait_on(centre, call, now_ms)


def _nobody_answered(centre: Centre, call: Call, event: DialFinished, now_ms: int) -> Part:
    """The caller keeps his place."""
    if not event.caller_present:
        yield from hang_up_seen(centre, call, EndedBy.CALLER, now_ms)
        return
    if event.key:
        yield from offers_over(call, OfferOutcome.CALLER_LEFT, now_ms)
        yield ExitChosen(call.call_id, call.visit, call.queue, event.key)
    for agent in [*call.ringing]:
        yield from offer_failed(centre, call, agent, event.status, now_ms, event.unaccepted)
    yield from wait_on(centre, call, now_ms)


def offer_failed(
    centre: Centre, call: Call, name: str, status: DialStatus, now_ms: int, unaccepted: str = ""
) -> Part:
    """A phone that is not there is left alone until it is seen again. Who rang together with others need not
    have been the one to answer, and rings again in the next round."""
    agent, extension = centre.agents[name], call.ringing[name]
    outcome = _OUTCOMES[status]
    rang_at_all = name in call.at_mobiles or centre.seen.phone(extension) is not PhoneState.UNREACHABLE
    if status is DialStatus.NOANSWER and not rang_at_all:
        outcome = OfferOutcome.UNREACHABLE
    elif status is DialStatus.NOANSWER and _rings_together(call) and call.rang_to_the_end(now_ms):
        outcome = OfferOutcome.NOBODY_ANSWERED
    elif extension in (word.partition("/")[0] for word in unaccepted.split()):
        outcome = OfferOutcome.NOT_ACCEPTED
    elif status is DialStatus.NOANSWER and _rings_together(call):
        outcome = OfferOutcome.REJECTED
    yield offer_over(call, name, outcome, now_ms)
    match outcome:
        case OfferOutcome.UNREACHABLE:
            yield from _leave_alone(centre, extension, now_ms)
        case OfferOutcome.NOBODY_ANSWERED:
            _rings_no_more(centre, agent)
        case _:
            yield from _missed(centre, agent, call.queue_settings, outcome, now_ms)


def _at_several(centre: Centre, call: Call, agent: str) -> bool:
    phone = centre.plan.extensions_by_number.get(call.ringing[agent])
    return agent in call.at_mobiles or (phone is not None and phone.devices > 1)


def _rings_together(call: Call) -> bool:
    return call.queue_settings.rings_at_once > 1 and not call.callback.in_line


def _rings_no_more(centre: Centre, agent: Agent) -> None:
    """`Dial` is over. AMI says so a little later; nobody is to be left out of the next round for that."""
    if centre.seen.phones.get(agent.extension) is PhoneState.RINGING:
        centre.seen.phones[agent.extension] = PhoneState.IDLE
        centre.join_pools(agent)


def _missed(centre: Centre, agent: Agent, queue: Queue, outcome: OfferOutcome, now_ms: int) -> Part:
    """The agent who let it ring or refused too often goes on break, so that the next caller does not suffer
    the same. Until then he rests for a moment: who refuses at once would be rung again at once."""
    if agent.presence is Presence.READY and 0 < queue.missed_most <= agent.missed:
        yield BreakStarted(agent.name, outcome.value)
        yield from mirror(centre, agent, Membership.PAUSED)
    else:
        centre.seen.resting[agent.name] = now_ms + REST_MS
        centre.join_pools(agent)


def _leave_alone(centre: Centre, extension: str, now_ms: int) -> Part:
    """Until Asterisk shows the phone in another state, or some seconds later. Of mobiles it shows nothing."""
    agent = centre.agent_at(extension)
    if agent and is_afield(centre.plan, agent, centre.seen.phones):
        centre.seen.resting[agent.name] = now_ms + UNREACHABLE_MS
        centre.join_pools(agent)
    elif agent and centre.seen.phone(extension) is not PhoneState.UNREACHABLE:
        centre.seen.out_of_reach[extension] = now_ms + UNREACHABLE_MS
        yield PhoneSeen(agent.name, PhoneState.UNREACHABLE.value)
