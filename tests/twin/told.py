"""What the daemon was told of a call, written so that two tellings can be compared: those of the real
Asterisk and of the simulated one.

Who is on a channel stands for the channel; ids and times are left out. So is the order: in the real Asterisk
what AMI and a session say, and even two lines of AMI, overtake one another. So are the states of phones: one
that rings or talks for a moment only may not be shown at all.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ccd.domain.events import (
    BridgeChanged,
    CallArrived,
    ChannelHungUp,
    ChannelParked,
    ChannelTransferred,
    ConnectFinished,
    DialAnswered,
    DialFinished,
    Event,
    HoldChanged,
    RingEnded,
    SessionEnded,
    SpyEnded,
)

_ENDS = DialFinished | ConnectFinished | SessionEnded


def of_caller(events: Iterable[Event]) -> list[Event]:
    """From where the first caller from outside comes to us to where the next one does."""
    story: list[Event] = []
    for event in events:
        outside = isinstance(event, CallArrived) and not (event.phone or event.sent_by)
        if outside and story:
            break
        if outside or story:
            story.append(event)
    return story


def told(events: Iterable[Event]) -> Counter[str]:
    """Of a story that begins with a caller from outside. The end of a detour's session is left out: it is
    told in one way or another, as the detour goes before we have asked about its `Dial` or after that."""
    story = list(events)
    who = _who_is_where(story)
    detours = {e.call_id for e in story if isinstance(e, CallArrived) and not (e.did or e.phone)}
    return Counter(
        line
        for event in story
        if not (isinstance(event, _ENDS) and event.call_id in detours) and (line := _line(event, who))
    )


def _who_is_where(story: list[Event]) -> dict[str, str]:
    """By channel. Two phones of one extension in a story are told apart: who calls, and who was rung."""
    who: dict[str, str] = {}
    for event in story:
        if isinstance(event, CallArrived) and event.channel_id not in who:
            who[event.channel_id] = f"{event.phone} calling" if event.phone else "the caller"
        elif isinstance(event, BridgeChanged):
            for member in event.members:
                who.setdefault(member.channel_id, f"{member.endpoint} rung")
    return who


def _line(event: Event, who: Mapping[str, str]) -> str:
    """Empty: it tells nothing of who talks with whom."""
    tell = _TOLD.get(type(event))
    return tell(event, who) if tell else ""


def _here(present: bool) -> str:
    return "the caller is here" if present else "the caller is gone"


def _transferred(event: ChannelTransferred, who: Mapping[str, str]) -> str:
    place = f" in the place of {who[event.replaces]}" if event.replaces else ""
    return f"{who[event.channel_id]} is sent by {event.by}: {event.kind}, {event.target}{place}"


_TOLD: dict[type[Event], Callable[[Any, Mapping[str, str]], str]] = {
    CallArrived: lambda e, who: (
        f"{who[e.channel_id]} dials {e.dialled or 'us'}, sent by {e.sent_by or 'nobody'}"
    ),
    DialAnswered: lambda e, who: f"{who.get(e.channel_id, 'a detour')} is answered by {e.extension}",
    RingEnded: lambda e, who: (
        f"{who.get(e.channel_id, 'a detour')} is not answered by {e.extension}: {e.status}"
    ),
    BridgeChanged: lambda e, who: f"bridge of {' and '.join(sorted(who[m.channel_id] for m in e.members))}",
    HoldChanged: lambda e, who: f"{who[e.channel_id]} {'holds' if e.held else 'holds no more'}",
    ChannelTransferred: _transferred,
    ChannelParked: lambda e, who: f"{who[e.channel_id]} is parked by {e.by}",
    ChannelHungUp: lambda e, who: f"{who.get(e.channel_id, 'somebody rung in vain')} hangs up",
    DialFinished: lambda e, _: f"dial of {' '.join(e.agents)}: {e.status}, {_here(e.caller_present)}",
    ConnectFinished: lambda e, _: f"dial: {e.status} ({e.cause}), {_here(e.caller_present)}",
    SessionEnded: lambda e, who: f"session of {who[e.channel_id]} ends{'' if e.hung_up else ' broken'}",
    SpyEnded: lambda e, _: f"supervision ends by {e.key or 'itself'}{'' if e.heard else ', nobody there'}",
}
