"""Who talks with whom: what Asterisk's bridges and holds say of a call."""

from collections.abc import Mapping

from ccd.domain.call import Call, CallState
from ccd.domain.centre import Centre
from ccd.domain.events import BridgeChanged, ChannelParked, ChannelTransferred, HoldChanged
from ccd.domain.facts import CallParked, CallTransferred
from ccd.domain.legs import party_at
from ccd.domain.rules.connecting import hold_begun, hold_over, party_answered
from ccd.domain.rules.ending import leaves
from ccd.domain.rules.recording import stop_for_callers
from ccd.domain.rules.rule import Part, Rule
from ccd.domain.rules.taking_over import take_over

_TOGETHER = (CallState.TALKING, CallState.CONNECTED, CallState.LEAVING)


def bridge_changed(centre: Centre, event: BridgeChanged, now_ms: int) -> Rule:
    """Who was with a caller and is with others now, without him, has put him on hold to ask them."""
    calls = [call for member in event.members if (call := centre.call_of_channel(member.channel_id))]
    for call in calls:
        beside = {
            m.channel_id: m.endpoint for m in event.members if m.channel_id != call.channel_id and m.endpoint
        }
        centre.seen.bridged.see(call.call_id, beside)
        if call.state in _TOGETHER and not (call.in_safety_net or call.callback.booked):
            devices = {member.endpoint: member.device for member in event.members}
            yield from _talks_with(centre, call, beside, devices, now_ms)
    for member in () if calls else event.members:
        yield from _on_hold(centre, member.channel_id, now_ms, held=True)
    return None


def hold_changed(centre: Centre, event: HoldChanged, now_ms: int) -> Rule:
    yield from _on_hold(centre, event.channel_id, now_ms, held=event.held)
    return None


def channel_transferred(centre: Centre, event: ChannelTransferred, now_ms: int) -> Rule:
    """The agent is free from here on. `DialFinished` would say so too late: after an attended transfer `Dial`
    goes on until the caller and the third party are done."""
    call = centre.call_of_channel(event.channel_id)
    if call and call.state in (CallState.TALKING, CallState.CONNECTED, CallState.LEAVING):
        yield CallTransferred(call.call_id, event.kind, event.target, event.by)
        yield from leaves(centre, call, event.by, now_ms)
        yield from stop_for_callers(centre, call, event.by)
        other = centre.call_of_channel(event.replaces) if event.replaces else None
        if other and call.state is CallState.LEAVING:
            yield from take_over(centre, call, other, now_ms)
    return None


def channel_parked(centre: Centre, event: ChannelParked, now_ms: int) -> Rule:
    """Nobody talks with him until somebody fetches him, or he comes back to who parked him."""
    call = centre.call_of_channel(event.channel_id)
    if call and call.state in _TOGETHER:
        yield CallParked(call.call_id, event.space, event.by)
        yield from leaves(centre, call, "", now_ms)
    return None


def _talks_with(
    centre: Centre, call: Call, beside: Mapping[str, str], devices: Mapping[str, str], now_ms: int
) -> Part:
    """Who is not there just now has not left for that: he may be on his way to the others. Who comes back
    from asking may have brought along whom he asked, who is seen when he is joined."""
    known = [extension for extension in (call.extension, *call.parties.talking) if extension]
    for endpoint in sorted({*beside.values()}):
        party = party_at(" ".join(known), endpoint)
        if party in call.parties.held_since_ms:
            yield from stop_for_callers(centre, call, party)
        if party in known:
            yield from hold_over(centre, call, party, now_ms)
        else:
            yield from party_answered(centre, call, party, now_ms, devices[endpoint])


def _on_hold(centre: Centre, channel_id: str, now_ms: int, *, held: bool) -> Part:
    """Who holds is somebody beside the caller, or the one of our phones that calls."""
    own = centre.call_of_channel(channel_id)
    call_id, extension = (own.call_id, own.phone) if own else centre.seen.bridged.beside(channel_id)
    call = centre.calls.get(call_id)
    if call is None or extension not in (call.phone, call.extension, *call.parties.talking) or not extension:
        return
    if not held:
        yield from hold_over(centre, call, extension, now_ms)
    elif call.state in (CallState.TALKING, CallState.CONNECTED):
        yield from hold_begun(centre, call, extension)
