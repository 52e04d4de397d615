"""Nobody talks to two callers at once, and who talked how long is what Asterisk did."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from ccd.domain.facts import AgentOffered, HoldEnded, PartyLeft, Recorded, TalkEnded
from tests.simulation.offices import CARRIER, MOBILES, SECOND
from tests.twin.asterisk import Asterisk
from tests.twin.channel import Leg

LATE_MS = 150
"""What AMI and a session may be apart in telling when a talk began and when it ended."""

TRUNKS = (CARRIER, SECOND)
Talk = tuple[int, int, int]
"""From when to when, and how much of it was hold: all in ms."""


def of_the_shift(asterisk: Asterisk) -> None:
    recorded = asterisk.daemon.recorded
    ours = _as_recorded(recorded)
    holds = [e.fact.hold_ms for e in recorded if isinstance(e.fact, HoldEnded)]
    assert sum(hold_ms for talks in ours.values() for _, _, hold_ms in talks) == sum(holds), (
        "hold is counted once"
    )
    for talks in ours.values():
        assert all(hold_ms <= end - start for start, end, hold_ms in talks)
    if asterisk.blind_spells or len(asterisk.daemon.lives) > 1:
        return
    theirs = defaultdict(list)
    for leg in asterisk.talked:
        theirs[_whose(leg)].append((leg.answered_at_ms, leg.gone_at_ms, leg.held_ms))
    unknown = {leg.extension for leg in asterisk.talked if leg.changed_calls_on_hold}
    for extension in {*ours, *theirs}:
        parts = (_talked,) if extension in unknown else (_talked, _held)
        if extension not in TRUNKS and extension not in MOBILES:
            _one_by_one(extension, sorted(ours[extension]))
        _agree(extension, sorted(ours[extension]), theirs[extension], parts)


def _one_by_one(extension: str, ours: list[Talk]) -> None:
    for one, next_one in pairwise(ours):
        assert next_one[0] >= one[1] - LATE_MS, f"{extension} talks to two at once"


def endpoint_of(party: str) -> str:
    """Outside that is the trunk."""
    return party.rpartition("@")[2]


def _agree(
    extension: str, ours: list[Talk], theirs: list[Talk], parts: Iterable[Callable[[Talk], int]]
) -> None:
    for part in parts:
        difference = sum(map(part, ours)) - sum(map(part, theirs))
        assert abs(difference) <= LATE_MS * max(len(ours), 1), f"{extension}: {difference} ms too long"


def _whose(leg: Leg) -> str:
    """Of a customer who is called back the agent's, from whose phone it is."""
    caller = leg.talk.dial.channel if leg.talk else None
    return caller.endpoint if caller and caller.of_agent else endpoint_of(leg.extension)


def _talked(talk: Talk) -> int:
    return talk[1] - talk[0]


def _held(talk: Talk) -> int:
    return talk[2]


def _as_recorded(recorded: list[Recorded]) -> defaultdict[str, list[Talk]]:
    talks = defaultdict(list)
    for extension, at_ms, fact in _ends(recorded):
        talks[extension].append((at_ms - fact.talk_ms, at_ms, fact.hold_ms))
    return talks


def _ends(recorded: list[Recorded]) -> Iterator[tuple[str, int, TalkEnded | PartyLeft]]:
    at: dict[tuple[str, str], str] = {}
    for entry in recorded:
        match entry.fact:
            case AgentOffered() as offered:
                at[offered.call_id, offered.agent] = offered.extension
            case TalkEnded() as ended:
                yield at[ended.call_id, ended.agent], entry.at_ms, ended
            case PartyLeft() as left:
                yield endpoint_of(left.party), entry.at_ms, left
            case _:
                pass
