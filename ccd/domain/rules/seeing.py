"""What Asterisk shows: phones, and after a blind spell everything at once."""

from collections.abc import Collection

from ccd.domain.call import Call, CallState
from ccd.domain.centre import Centre
from ccd.domain.events import AsteriskFound, AsteriskLost, PhoneChanged, PhoneState, SeenChannel
from ccd.domain.facts import (
    CallTransferred,
    EndedBy,
    LinkFound,
    LinkLost,
    OfferOutcome,
    ReachOutcome,
)
from ccd.domain.legs import party_at
from ccd.domain.orders import Membership, MirrorMember
from ccd.domain.rules import calling_back
from ccd.domain.rules.answering import answered
from ccd.domain.rules.connecting import note_phone, parties_left, party_answered, unreached
from ccd.domain.rules.ending import hang_up_seen, leaves, offer_over, talk_over
from ccd.domain.rules.mirroring import members
from ccd.domain.rules.net_answering import net_answered
from ccd.domain.rules.rule import Part, Rule
from ccd.domain.rules.taking_over import SENDABLE, take_over

SNAPSHOT_MS = 10_000
"""How old a snapshot may be. A call that came to us since is not in it."""


def phone_changed(centre: Centre, event: PhoneChanged, now_ms: int) -> Rule:
    centre.seen.out_of_reach.pop(event.extension, None)
    centre.seen.phones[event.extension] = event.state
    if agent := centre.agent_at(event.extension):
        yield from note_phone(centre, agent)
        centre.join_pools(agent)
    return None


def asterisk_lost(centre: Centre, event: AsteriskLost, now_ms: int) -> Rule:
    """Calls still reach us over FastAGI, so agents are rung on trust; but nobody can be called."""
    centre.seen.linked = False
    centre.reach_callbacks(False)
    yield LinkLost()
    yield from _see_phones(centre, ())
    return None


def asterisk_found(centre: Centre, event: AsteriskFound, now_ms: int) -> Rule:
    centre.seen.linked = True
    channels = {channel.channel_id: channel for channel in event.channels}
    busy = {phone.extension for phone in event.phones if phone.state is PhoneState.IN_USE}
    closed = 0
    for shown in event.channels:
        yield from _handed_over_unseen(centre, shown, channels.keys(), now_ms)
    for call in list(centre.calls.values()):
        if call.callback.booked:
            yield from calling_back.find(centre, call, channels.get(call.channel_id), now_ms)
        elif channel := channels.get(call.channel_id):
            yield from _compare(centre, call, channel, busy, now_ms)
        elif not call.attached or now_ms - call.arrived_at_ms > SNAPSHOT_MS:
            closed += 1
            yield from hang_up_seen(centre, call, EndedBy.UNKNOWN, now_ms, unseen=True)
    centre.reach_callbacks(True)
    yield from _see_phones(centre, event.phones)
    centre.seen.shown_closed = None
    centre.desk.boxes.unshown.update(centre.plan.voicemails_by_name)
    yield from _mirror_all(centre)
    yield LinkFound(closed)
    return None


def _handed_over_unseen(centre: Centre, channel: SeenChannel, channels: Collection[str], now_ms: int) -> Part:
    """A caller's channel that names another call has the place of that one, whose own channel is gone."""
    call, other = centre.call_of_channel(channel.channel_id), centre.calls.get(channel.call_id)
    if call and other and call is not other and other.channel_id not in channels and call.state in SENDABLE:
        yield CallTransferred(call.call_id, "attended", other.did, other.phone)
        yield from leaves(centre, call, other.phone, now_ms)
        yield from take_over(centre, call, other, now_ms)


def _compare(centre: Centre, call: Call, channel: SeenChannel, busy: Collection[str], now_ms: int) -> Part:
    """What we believe of a call with what its channel does. While a session of ours is in `Dial`, its
    `DialFinished` is still to come, so only a conversation tells more, or that it was left; one with somebody
    else means that the agent answered and handed the caller on. Who has put him aside to ask somebody is at a
    phone that is in use."""
    other = channel.talking_to
    if channel.put_aside:
        by = next((extension for extension in call.ringing.values() if extension in busy), "")
        yield from _answered_unseen(centre, call, by, now_ms)
        return
    if channel.left_by is not None:
        yield from _answered_unseen(centre, call, channel.left_by, now_ms)
        yield from leaves(centre, call, "", now_ms)
    if call.state is CallState.OFFERED and (other in call.ringing.values() or (other and call.attached)):
        yield from answered(call, other, now_ms, channel.device)
    elif call.state is CallState.OFFERED and not call.attached:
        for agent, extension in [*call.ringing.items()]:
            if extension not in channel.dialling:
                yield offer_over(call, agent, OfferOutcome.LOST, now_ms)
    if call.state is CallState.TALKING and other != call.extension and (other or not call.attached):
        yield from talk_over(centre, call, EndedBy.UNKNOWN, call.talked_ms(now_ms), now_ms)
    if call.state is CallState.CONNECTING and other:
        party = party_at(call.parties.called, other)
        yield from party_answered(centre, call, party, now_ms, channel.device)
    elif call.state is CallState.CONNECTING and not call.attached and not channel.dialling:
        yield unreached(call, ReachOutcome.LOST, now_ms)
    elif call.state is CallState.CONNECTED and (other or not call.attached):
        yield from _compare_parties(centre, call, other, channel.device, now_ms)
    if other and not call.attached:
        yield from net_answered(centre, call, other, now_ms)


def _answered_unseen(centre: Centre, call: Call, by: str, now_ms: int) -> Part:
    """By one of those who were rung, who is not with the caller any more."""
    if call.state is CallState.OFFERED:
        yield from answered(call, by, now_ms)
    elif call.state is CallState.CONNECTING and call.parties.called:
        party = by if by in call.parties.called.split() else call.parties.called.split()[0]
        yield from party_answered(centre, call, party, now_ms)


def _compare_parties(centre: Centre, call: Call, other: str, device: str, now_ms: int) -> Part:
    """Who was handed on unseen talks to others now, or to nobody."""
    party = party_at(" ".join(call.parties.talking), other)
    if party not in call.parties.talking:
        yield from parties_left(centre, call, EndedBy.UNKNOWN, now_ms)
        if other:
            yield from party_answered(centre, call, party, now_ms, device)


def _see_phones(centre: Centre, phones: tuple[PhoneChanged, ...]) -> Part:
    """These, and no others."""
    centre.seen.phones.clear()
    centre.seen.phones.update({phone.extension: phone.state for phone in phones})
    centre.seen.out_of_reach.clear()
    for agent in list(centre.agents.values()):
        yield from note_phone(centre, agent)
        centre.join_pools(agent)


def _mirror_all(centre: Centre) -> Part:
    """Also who is absent: Asterisk may remember what we no longer do."""
    present = members(centre)
    yield from present.values()
    for agent in centre.plan.agents:
        for queue in centre.plan.queues_of[agent.name]:
            if (queue.name, agent.extension) not in present:
                yield MirrorMember(queue.name, agent.extension, agent.name, Membership.ABSENT)
