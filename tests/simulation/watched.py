"""Supervisors: whoever comes into a call is out of it again, and everything that was asked for has an end."""

from collections import Counter

from ccd.domain.facts import SupervisionEnded, SupervisionOffered, SupervisionStarted
from ccd.domain.floor import Floor
from tests.twin.asterisk import Asterisk
from tests.twin.daemon import Daemon


def after_every_event(floor: Floor) -> None:
    for supervision in floor.desk.supervisions.live.values():
        assert supervision.supervision in floor.calls, "a supervision outlives the supervisor's own call"
        assert supervision.call_id in floor.calls, "a supervision outlives the call it is of"


def when_all_is_quiet(asterisk: Asterisk) -> None:
    """Who listens in Asterisk is on record, and to the right call."""
    live = asterisk.daemon.floor.desk.supervisions.live
    for channel in asterisk.channels.values():
        if channel.spying and channel.spying.hears and channel.session:
            assert channel.call_id in live, "somebody listens, and it is not on record"


def of_the_shift(daemon: Daemon) -> None:
    facts = [entry.fact for entry in daemon.recorded]
    started = Counter((f.supervision, f.turn) for f in facts if isinstance(f, SupervisionStarted))
    ended = Counter((f.supervision, f.turn) for f in facts if isinstance(f, SupervisionEnded))
    came = {supervision for supervision, turn in started if turn == 1}
    for fact in facts:
        if isinstance(fact, SupervisionOffered) and fact.supervision not in came:
            started[fact.supervision, 0] += 1
    assert started == ended, "each supervision has one end"
    assert not daemon.floor.desk.supervisions.live
    assert not daemon.floor.desk.supervisions.invited
    assert not daemon.floor.desk.requests, "a code is remembered longer than its call"
