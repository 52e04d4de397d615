"""What is true after every event, and what is true of a shift as a whole."""

from collections import Counter
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import asdict

from ccd.domain.agent import Activity, Agent
from ccd.domain.call import Call, CallState
from ccd.domain.deadlines import SETTLE_MS
from ccd.domain.events import Event, NetStep, PhoneState
from ccd.domain.facts import (
    AgentAnswered,
    AgentOffered,
    CallbackBooked,
    CallEnded,
    CallOutcome,
    CallQueued,
    CallReattached,
    CallReturned,
    CallStarted,
    CallTransferred,
    CustomerUnreached,
    Fact,
    JoinRefused,
    NetAnswered,
    NetTalkEnded,
    NodeEntered,
    OfferEnded,
    Recorded,
    TalkEnded,
)
from ccd.domain.floor import Decision, Floor
from ccd.domain.orders import CallAgent, Membership, Order, RingAgent, RungPhone
from ccd.domain.queue import due
from ccd.domain.rules.taking_over import RINGS_ALREADY
from tests.simulation import announcements
from tests.simulation.called_back import OVER
from tests.simulation.offices import CARRIER
from tests.simulation.talk_times import endpoint_of
from tests.twin.asterisk import SLOWEST_MS, Asterisk
from tests.twin.daemon import Daemon

ACTIVITY_OF = {
    CallState.OFFERED: Activity.RINGING,
    CallState.CALLING_BACK: Activity.CALLING,
    CallState.TALKING: Activity.TALKING,
}


def after_every_event(daemon: Daemon, event: Event, decision: Decision) -> None:
    if decision.failure:
        raise decision.failure
    floor = daemon.floor
    _calls_and_agents_agree(floor)
    if floor.returning.somebody(daemon.lives[-1].events[-1][0]):
        assert not any(isinstance(fact, AgentOffered) for fact in decision.facts), (
            "one who came back later is due"
        )
    else:
        _nobody_waits_in_vain(floor)
    _nobody_is_kept_for_who_is_away(floor)
    _offers_are_fair(floor, decision)


def _calls_and_agents_agree(floor: Floor) -> None:
    phones: list[str] = []
    for call in floor.calls.values():
        assert bool(call.with_agents) is (call.state in ACTIVITY_OF), "each of these calls is with somebody"
        for name, extension in call.with_agents.items():
            agent = floor.agents[name]
            assert (agent.call_id, agent.activity) == (call.call_id, ACTIVITY_OF[call.state])
            phones.append(extension)
    busy = [agent for agent in floor.agents.values() if agent.activity in ACTIVITY_OF.values()]
    assert len(busy) == len(phones), "an agent is busy with a call that is not with him"
    assert len(set(phones)) == len(phones), "a phone was rung twice at once"
    at = [agent.extension for agent in floor.agents.values() if agent.signed_in]
    assert len(set(at)) == len(at), "two agents are at one phone"


def _in_line(floor: Floor) -> Iterable[Call]:
    """On the line, or where Asterisk could call them."""
    waiting = (call for call in floor.calls.values() if call.state is CallState.WAITING)
    return (call for call in waiting if (floor.seen.linked if call.callback.in_line else call.attached))


def _serves(floor: Floor, agent: str, call: Call) -> bool:
    if not any(call.queue == served.name for served in floor.plan.queues_of.get(agent, ())):
        return False
    if call.preferred not in ("", agent):
        return False
    skills = floor.plan.agents_by_name[agent].skills
    return all(skills.get(name, 0) >= level for name, level in call.asked)


def _may_be_rung(floor: Floor, agent: Agent) -> bool:
    """In this file's own words, not the floor's."""
    phone_free = floor.seen.phones.get(agent.extension, PhoneState.IDLE) is PhoneState.IDLE
    calls = floor.calls.values()
    ours = any(agent.extension in {*call.with_agents.values(), *call.parties.device} for call in calls)
    resting = agent.extension in floor.seen.out_of_reach or agent.name in floor.seen.resting
    wanted = agent.extension not in floor.desk.phones.undisturbed
    ready = agent.presence.value == "ready" and agent.activity is Activity.IDLE
    return ready and phone_free and wanted and not ours and not resting


def _nobody_waits_in_vain(floor: Floor) -> None:
    waiting = {call.bucket: call for call in _in_line(floor)}.values()
    for agent in floor.agents.values():
        if waiting and _may_be_rung(floor, agent):
            served = [call.bucket for call in waiting if _serves(floor, agent.name, call)]
            assert not served, f"{agent.name} idles while callers wait in {served}"


def _nobody_is_kept_for_who_is_away(floor: Floor) -> None:
    for call in floor.calls.values():
        if call.preferred:
            agent = floor.agents[call.preferred]
            assert agent.presence.value == "ready"
            assert agent.phone is not PhoneState.UNREACHABLE
            kept_ms = call.preferred_until_ms - call.entered_at_ms
            assert kept_ms == call.queue_settings.same_agent_s * 1000


def _offers_are_fair(floor: Floor, decision: Decision) -> None:
    """Whoever still waits was not due before one who was offered to an agent that serves both. Who takes
    another's place is rung for already."""
    offered = [fact for fact in decision.facts if isinstance(fact, AgentOffered)]
    offers = [fact for fact in offered if fact.reason != RINGS_ALREADY]
    rung = [phone.agent for order in decision.orders for phone in _rung_by(order)]
    assert rung == [offer.agent for offer in offers]
    for offer in offers:
        chosen = due(floor.calls[offer.call_id])
        for call in _in_line(floor):
            assert due(call) > chosen or not _serves(floor, offer.agent, call)


def nobody_is_rung_who_talks(asterisk: Asterisk, decision: Decision) -> None:
    """As soon as we can know of it."""
    known_ms = asterisk.timeline.now_ms - SLOWEST_MS
    for order in decision.orders if asterisk.linked and asterisk.linked_since_ms < known_ms else ():
        for rung in _rung_by(order):
            phone = asterisk.phones[rung.extension]
            talks = phone.state is PhoneState.IN_USE and phone.since_ms < known_ms
            assert not talks, f"{rung.agent} is rung while he talks"


def _rung_by(order: Order) -> tuple[RungPhone, ...]:
    match order:
        case RingAgent():
            return order.phones
        case CallAgent():
            return (order.phone,)
        case _:
            return ()


def when_all_is_quiet(asterisk: Asterisk) -> None:
    """Nothing is under way between the two, so what the floor believes is what Asterisk does."""
    announcements.nobody_hears_silence(asterisk)
    floor = asterisk.daemon.floor
    for call in floor.calls.values():
        if call.callback.booked and call.state in (CallState.LEAVING, CallState.WAITING, CallState.HELD):
            assert not call.attached, "he hears good-bye, or has hung up"
            continue
        channel = asterisk.channels[call.channel_id]
        assert call.attached == (channel.session is not None)
        if channel.put_aside:
            continue  # he may come back to the caller
        if call.state is CallState.TALKING:
            other = CARRIER if call.callback.in_line else call.extension
            assert channel.talking_to == other, "the agent is believed to talk"
        if call.state is CallState.CONNECTED:
            (party,) = call.parties.talking
            assert channel.talking_to in (party, endpoint_of(party)), "they are believed to talk"
        if (call.state is CallState.OFFERED and call.attached) or call.callback.dialled:
            assert channel.dial, "the agent, or the customer, is believed to ring"
    for agent in floor.agents.values():
        if agent.signed_in and agent.activity in (Activity.IDLE, Activity.WRAP_UP):
            _phone_is_as_believed(asterisk, agent)
        for queue in floor.plan.queues_of.get(agent.name, ()) if agent.signed_in else ():
            expected = Membership.PRESENT if agent.presence.value == "ready" else Membership.PAUSED
            assert asterisk.members[queue.name, agent.extension] is expected


def _phone_is_as_believed(asterisk: Asterisk, agent: Agent) -> None:
    """Who talks on a mobile in a queue's call is its agent, also when another has come to his desk."""
    floor, phone = asterisk.daemon.floor, asterisk.phones[agent.extension]
    settling = asterisk.timeline.now_ms - agent.since_ms <= SETTLE_MS
    if settling or agent.extension in floor.seen.out_of_reach:
        return
    given = {call.channel_id for call in floor.calls.values() if call.agent}
    mobiles = [c.talking_to for c in asterisk.channels.values() if c.device and c.channel_id not in given]
    busy = phone.state is PhoneState.RINGING or agent.extension in mobiles
    seen = PhoneState.IN_USE if busy else phone.state
    assert agent.phone is seen, f"{agent.name}'s phone is believed {agent.phone}, and is {phone.state}"


def of_the_shift(daemon: Daemon) -> None:
    facts = [entry.fact for entry in daemon.recorded]
    started = Counter(fact.call_id for fact in facts if isinstance(fact, CallStarted))
    ended = Counter(fact.call_id for fact in facts if isinstance(fact, CallEnded))
    assert not daemon.floor.calls, "a call never ended"
    assert started == ended == Counter(started.keys()), "one start and one end per call"
    answered = [(fact.call_id, fact.visit) for fact in facts if isinstance(fact, AgentAnswered)]
    talked = [(fact.call_id, fact.visit) for fact in facts if isinstance(fact, TalkEnded)]
    assert answered == list(dict.fromkeys(answered)), "two agents answered one visit"
    assert Counter(answered) == Counter(talked), "each conversation began and ended once"
    offered = Counter((fact.call_id, fact.agent) for fact in facts if isinstance(fact, AgentOffered))
    over = Counter(
        (fact.call_id, fact.agent)
        for fact in facts
        if isinstance(fact, OfferEnded | AgentAnswered | CustomerUnreached)
    )
    assert offered == over, "each offer has one end"
    assert [entry.seq for entry in daemon.recorded] == list(range(1, len(facts) + 1))
    _places_are_kept(facts)
    restored_floor_is_the_same(daemon)
    replayed_events_give_the_same_facts(daemon)


def of_announcements(asterisk: Asterisk) -> None:
    announcements.nobody_waits_for_the_end_of_a_file(asterisk)
    announcements.what_is_heard_was_decided(asterisk)
    announcements.told_in_turn_and_not_too_often(asterisk.daemon)


def of_the_safety_net(asterisk: Asterisk) -> None:
    """What its log has is counted, once; but for calls that were over for us when the net got them, because
    the order that would have ended them died with the daemon."""
    recorded = asterisk.daemon.recorded
    at = {
        e.fact.channel_id: e.fact.call_id
        for e in recorded
        if isinstance(e.fact, CallStarted | CallReattached)
    }
    ended = {e.fact.call_id: (e.at_ms, e.fact.outcome) for e in recorded if isinstance(e.fact, CallEnded)}

    def calls(step: NetStep) -> list[str]:
        rows = asterisk.net_log.rows(step)
        return [call for row in rows if row.at_ms <= ended[call := at[row.channel_id]][0]]

    answered = Counter(entry.fact.call_id for entry in recorded if isinstance(entry.fact, NetAnswered))
    assert answered >= Counter(calls(NetStep.ANSWERED))
    assert answered == Counter(e.fact.call_id for e in recorded if isinstance(e.fact, NetTalkEnded))
    for call in calls(NetStep.GAVE_UP):
        assert ended[call][1] in (CallOutcome.ABANDONED, CallOutcome.ANSWERED, *OVER)


def _places_are_kept(facts: Sequence[Fact]) -> None:
    """Who is put in line again and has not talked, gone or been sent anywhere waits since he began to."""
    since: dict[str, int] = {}
    waited: dict[tuple[str, str], int] = {}
    for fact in facts:
        match fact:
            case CallQueued():
                assert since.setdefault(fact.call_id, fact.entered_at_ms) == fact.entered_at_ms
                waited[fact.call_id, fact.queue] = fact.entered_at_ms
            case CallbackBooked():
                place = waited.get((fact.call_id, fact.queue), fact.entered_at_ms)
                since[fact.call_id] = fact.entered_at_ms
                assert fact.entered_at_ms == place, "he lost his place by his wish to be called back"
            case NodeEntered() | TalkEnded() | CallTransferred() | CallReturned():
                since.pop(fact.call_id, None)
            case AgentAnswered() | JoinRefused():
                waited.pop((fact.call_id, fact.queue), None)
            case _:
                pass


def restored_floor_is_the_same(daemon: Daemon) -> None:
    """But for what a restart forgets: sessions, the plan a call began with, and what does not matter any more
    of agents who are neither there nor busy."""
    restored = Floor(daemon.plan)
    assert restored.restore(daemon.recorded) == []
    assert _memory(restored) == _memory(daemon.floor)


def _memory(floor: Floor) -> object:
    calls = {}
    for call_id, call in floor.calls.items():
        calls[call_id] = copy(call)
        calls[call_id].sessions, calls[call_id].plan = 0, floor.plan
    there = {name: asdict(a) for name, a in floor.agents.items() if a.signed_in or a.call_id}
    return calls, there, floor.agents.keys(), floor.ended


def replayed_events_give_the_same_facts(daemon: Daemon) -> None:
    for number, life in enumerate(daemon.lives, start=1):
        floor = Floor(life.plan)
        floor.restore(daemon.recorded[: life.recorded_before], now_ms=life.began_at_ms)
        again: list[Recorded] = daemon.recorded[: life.recorded_before]
        for now_ms, event in life.events:
            for fact in floor.handle(event, now_ms).facts:
                again.append(Recorded(len(again) + 1, now_ms, fact))
        until = daemon.lives[number].recorded_before if number < len(daemon.lives) else None
        assert again == daemon.recorded[:until]
