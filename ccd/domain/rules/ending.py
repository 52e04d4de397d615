"""A conversation, a wait, a call is over."""

from ccd.domain.call import Call, CallState
from ccd.domain.call_states import SPEAKING
from ccd.domain.centre import Centre
from ccd.domain.events import ChannelHungUp, SessionEnded
from ccd.domain.facts import (
    CallDetached,
    CallEnded,
    CallOutcome,
    EndedBy,
    NetLeft,
    NetTalkEnded,
    OfferEnded,
    OfferOutcome,
    QueueLeft,
    ReachOutcome,
    TalkEnded,
    VisitOutcome,
    WrapUpStarted,
)
from ccd.domain.orders import ReleaseCall, Verdict
from ccd.domain.rules.connecting import cut_off_or, hold_over, party_left, stop_ringing
from ccd.domain.rules.recording import end_pause
from ccd.domain.rules.ringing_along import talked_abroad
from ccd.domain.rules.rule import Part, Rule


def session_ended(centre: Centre, event: SessionEnded, now_ms: int) -> Rule:
    """In a menu or in line nobody can send the caller elsewhere, so `HANGUP` means that he has gone. In a
    conversation he may have been transferred: only AMI's Hangup of his channel tells. When he has come back
    by another session already, this is the end of the earlier one."""
    call = centre.calls.get(event.call_id)
    if call is None:
        return None
    if event.hung_up and call.sessions < 2 and call.state in (CallState.IN_FLOW, CallState.WAITING):
        yield from hang_up_seen(centre, call, EndedBy.CALLER, now_ms)
    elif call.attached:
        yield CallDetached(call.call_id)
    return None


def channel_hung_up(centre: Centre, event: ChannelHungUp, now_ms: int) -> Rule:
    """Without a session of ours we cannot tell who of the two ended a conversation."""
    call = centre.call_of_channel(event.channel_id)
    if call:
        untold = call.state in (CallState.TALKING, CallState.CONNECTED) and not call.attached
        yield from hang_up_seen(centre, call, EndedBy.UNKNOWN if untold else EndedBy.CALLER, now_ms)
    else:
        yield from _one_of_several_left(centre, *centre.seen.bridged.beside(event.channel_id), now_ms)
    return None


def _one_of_several_left(centre: Centre, call_id: str, extension: str, now_ms: int) -> Part:
    """Of two, `Dial` tells, and who of them it was."""
    call = centre.calls.get(call_id)
    if call and call.state in SPEAKING:
        there = {call.extension, *call.parties.talking} - {""}
        if extension in there and len(there) > 1:
            yield from leaves(centre, call, extension, now_ms)


def leaves(centre: Centre, call: Call, extension: str, now_ms: int) -> Part:
    """Who was at that phone has handed the call on; without a name everybody has."""
    if call.state is CallState.TALKING and extension in ("", call.extension):
        yield from talk_over(centre, call, EndedBy.AGENT, call.talked_ms(now_ms), now_ms)
    for party in [*call.parties.talking]:
        if extension in ("", party):
            yield from party_left(centre, call, party, EndedBy.CALLEE, now_ms)


def talk_over(centre: Centre, call: Call, ended_by: EndedBy, talk_ms: int, now_ms: int) -> Part:
    """The agent is done with this call; the call itself may go on."""
    agent = centre.agents[call.agent]
    yield from hold_over(centre, call, call.extension, now_ms)
    hold_ms = call.parties.held_ms.get(call.extension, 0)
    yield from talked_abroad(call, call.device, max(0, talk_ms))
    yield TalkEnded(call.call_id, call.visit, agent.name, ended_by, max(0, talk_ms), hold_ms)
    yield from end_pause(centre, call, now_ms)
    queue = call.queue_settings
    if queue.wrap_up_s and agent.signed_in:
        yield WrapUpStarted(agent.name, call.call_id, queue.name, now_ms + queue.wrap_up_s * 1000)


def net_talk_over(call: Call, ended_by: EndedBy, now_ms: int) -> Part:
    """If the safety net had him answered, and is not known to be done with him."""
    if call.net_answered_at_ms:
        yield NetTalkEnded(call.call_id, call.visit, ended_by, max(0, now_ms - call.net_answered_at_ms))


def offers_over(call: Call, outcome: OfferOutcome, now_ms: int) -> Part:
    """Nobody rings for the caller any more."""
    for agent in [*call.ringing]:
        yield offer_over(call, agent, outcome, now_ms)


def offer_over(call: Call, agent: str, outcome: OfferOutcome, now_ms: int) -> OfferEnded:
    return OfferEnded(call.call_id, call.visit, agent, outcome, call.rung_ms(now_ms))


def release(call: Call, ended_by: EndedBy, prompt: str = "") -> Part:
    yield ReleaseCall(call.call_id, Verdict.HANG_UP, prompt=prompt)
    yield CallEnded(call.call_id, call.outcome, ended_by)


def hang_up_seen(
    centre: Centre,
    call: Call,
    ended_by: EndedBy,
    now_ms: int,
    *,
    unseen: bool = False,
    ended_at_ms: int = 0,
) -> Part:
    """The caller's channel is gone. `unseen`: it went while nobody could look, so that a caller who had
    talked to nobody is lost, not abandoned: we cannot know who gave up first."""
    ended_by = cut_off_or(ended_by, call, now_ms)
    reached = ReachOutcome.LOST if unseen else ReachOutcome.CALLER_LEFT
    yield from stop_ringing(centre, call, reached, ended_by, now_ms)
    if call.state is CallState.OFFERED:
        yield from offers_over(call, OfferOutcome.LOST if unseen else OfferOutcome.CALLER_LEFT, now_ms)
    if call.state is CallState.TALKING:
        yield from talk_over(centre, call, ended_by, call.talked_ms(now_ms), now_ms)
    if call.state is CallState.WAITING:
        left = VisitOutcome.LOST if unseen else VisitOutcome.ABANDONED
        yield QueueLeft(call.call_id, call.visit, call.queue, left, call.waited_ms(now_ms))
    yield from net_talk_over(call, ended_by, now_ms)
    if call.state is CallState.LEAVING and call.in_safety_net and not unseen:
        yield NetLeft(call.call_id, call.visit, call.queue, call.waited_ms(now_ms))
    lost = unseen and not call.talked and not call.in_safety_net
    yield CallEnded(call.call_id, CallOutcome.LOST if lost else call.outcome, ended_by, ended_at_ms)
