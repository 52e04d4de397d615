"""What is true of what callers hear in line."""

from collections import defaultdict

from ccd.domain.call import CallState
from ccd.domain.facts import CallerComforted, CallQueued, PlaceAnnounced
from ccd.domain.plan_announcing import LEAST_S
from tests.simulation.offices import COMFORTS
from tests.twin.announcing import SLOWEST_CUT_MS
from tests.twin.asterisk import Asterisk
from tests.twin.daemon import Daemon

Visit = tuple[str, int]


def nobody_hears_silence(asterisk: Asterisk) -> None:
    """All is quiet: who waits with us hears music, or something in its place."""
    for call in asterisk.daemon.floor.calls.values():
        if call.state is CallState.WAITING and call.attached:
            assert asterisk.channels[call.channel_id].hears, "a caller in line hears nothing"


def nobody_waits_for_the_end_of_a_file(asterisk: Asterisk) -> None:
    """Whatever comes next, the turn above all, cuts it short, where there is a link to do so."""
    for heard in asterisk.heard:
        if heard.unwanted_since_ms is None:
            assert heard.whole, "cut short for nothing"
        elif heard.stoppable:
            assert heard.until_ms - heard.unwanted_since_ms <= SLOWEST_CUT_MS


def what_is_heard_was_decided(asterisk: Asterisk) -> None:
    """Each announcement is a fact of before; a fact may be heard by nobody, who is gone by then."""
    told = {e.fact.call_id for e in asterisk.daemon.recorded if isinstance(e.fact, PlaceAnnounced)}
    comforted = {
        (e.fact.call_id, e.fact.prompt)
        for e in asterisk.daemon.recorded
        if isinstance(e.fact, CallerComforted)
    }
    for heard in asterisk.heard:
        if heard.said in COMFORTS:
            assert (heard.call_id, heard.said) in comforted
        else:
            assert heard.call_id in told


def told_in_turn_and_not_too_often(daemon: Daemon) -> None:
    last_ms: dict[tuple[Visit, type], int] = {}
    prompts: defaultdict[Visit, list[str]] = defaultdict(list)
    for entry in daemon.recorded:
        fact = entry.fact
        if isinstance(fact, CallQueued):
            prompts.pop((fact.call_id, fact.visit), None)
        if isinstance(fact, PlaceAnnounced | CallerComforted):
            visit, kind = (fact.call_id, fact.visit), type(fact)
            before_ms = last_ms.get((visit, kind))
            assert before_ms is None or entry.at_ms - before_ms >= LEAST_S * 1000
            last_ms[visit, kind] = entry.at_ms
        if isinstance(fact, CallerComforted):
            prompts[fact.call_id, fact.visit].append(fact.prompt)
    for said in prompts.values():
        assert said == [COMFORTS[n % len(COMFORTS)] for n in range(len(said))]
