"""An offer comes to nothing: who is rung next, and whom it was that let it ring."""

from ccd.domain.agent import Agent, Presence
from ccd.domain.call import Call
from ccd.domain.centre import Centre
from ccd.domain.deadlines import SETTLE_MS
from ccd.domain.devices import is_afield
from ccd.domain.events import DialFinished, DialStatus, PhoneState, RingEnded
from ccd.domain.facts import BreakStarted, CallDetached, EndedBy, ExitChosen, OfferOutcome, PhoneSeen
from ccd.domain.orders import Membership
from ccd.domain.plan_queue import Queue
from ccd.domain.rules.ending import hang_up_seen, offer_over, offers_over
from ccd.domain.rules.mirroring import mirror
from ccd.domain.rules.rule import Part, Rule
from ccd.domain.rules.sending_on import wait_on

UNREACHABLE_MS = 10_000
"""How long a phone that cannot be rung is left alone, if Asterisk does not see by itself that it is gone."""

REST_MS = 5_000
"""How long an agent who missed an offer and need not go on break is left alone."""

_OUTCOMES = {
    DialStatus.NOANSWER: OfferOutcome.RING_NO_ANSWER,
    DialStatus.BUSY: OfferOutcome.REJECTED,
    DialStatus.CONGESTION: OfferOutcome.REJECTED,
    DialStatus.CHANUNAVAIL: OfferOutcome.UNREACHABLE,
    DialStatus.CANCEL: OfferOutcome.UNREACHABLE,  # the caller is there, so it was not he who cancelled
}


def ring_ended(centre: Centre, event: RingEnded, now_ms: int) -> Rule:
    """One of several will not answer; who rings at several devices may do so at another one. `DialFinished`
    tells of the last, and of all whose time is up; what AMI says of them may come when the next round has
    begun."""
    call = centre.call_of_channel(event.channel_id)
    if call is None or len(call.ringing) < 2 or call.rang_to_the_end(now_ms):
        return None
    of_the_last_round = event.status is DialStatus.NOANSWER and call.rung_ms(now_ms) < SETTLE_MS
    if of_the_last_round:
        return None
    for agent, extension in [*call.ringing.items()]:
        if extension == event.extension and not _at_several(centre, call, agent):
            yield from offer_failed(centre, call, agent, event.status, now_ms)
    return None


def nobody_answered(centre: Centre, call: Call, event: DialFinished, now_ms: int) -> Part:
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
            _rings_no_more(centre, extension)
        case _:
            yield from _missed(centre, agent, call.queue_settings, outcome, now_ms)


def doubt_offer(centre: Centre, call: Call, now_ms: int) -> Part:
    """`Dial` ends by itself, or AMI tells of the answer. If neither came for long, the session is dead though
    nobody closed it. Without AMI they may well be talking."""
    if now_ms < call.overdue_at_ms or not centre.seen.linked:
        return
    yield from offers_over(call, OfferOutcome.LOST, now_ms)
    if call.attached:
        yield CallDetached(call.call_id)


def _at_several(centre: Centre, call: Call, agent: str) -> bool:
    phone = centre.plan.extensions_by_number.get(call.ringing[agent])
    return agent in call.at_mobiles or (phone is not None and phone.devices > 1)


def _rings_together(call: Call) -> bool:
    return call.queue_settings.rings_at_once > 1 and not call.callback.in_line


def _rings_no_more(centre: Centre, extension: str) -> None:
    """`Dial` is over. AMI says so a little later; nobody is to be left out of the next round for that. Who
    has moved since is at a phone that may ring for somebody else."""
    if centre.seen.phones.get(extension) is PhoneState.RINGING:
        centre.seen.phones[extension] = PhoneState.IDLE
        if agent := centre.agent_at(extension):
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
