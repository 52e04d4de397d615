"""Somebody takes a caller whom phones ring for."""

from ccd.domain.agent import Activity
from ccd.domain.call import Call, CallState
from ccd.domain.centre import Centre
from ccd.domain.events import DialAnswered
from ccd.domain.facts import AgentAnswered, AgentOffered, OfferOutcome, QueueLeft, VisitOutcome, WrapUpEnded
from ccd.domain.legs import party_at
from ccd.domain.rules.connecting import party_answered
from ccd.domain.rules.ending import offer_over, offers_over
from ccd.domain.rules.net_answering import net_answered
from ccd.domain.rules.recording import recording_runs
from ccd.domain.rules.ringing_along import picked_up_abroad
from ccd.domain.rules.rule import Part, Rule

PICKED_UP = "picked up what rang for a colleague"


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
