"""What is true of callbacks when a shift is over."""

from collections import Counter, defaultdict

from ccd.domain.facts import (
    CallbackBooked,
    CallbackDeclined,
    CalledIn,
    CallEnded,
    CallOutcome,
    CallQueued,
    CustomerDialled,
    CustomerUnreached,
    Fact,
    QueueLeft,
)
from ccd.domain.outcomes import ENDS_CALLBACK
from ccd.domain.plan import Plan
from tests.twin.asterisk import Asterisk

OVER = frozenset({CallOutcome.CALLED_BACK, *(CallOutcome(outcome.value) for outcome in ENDS_CALLBACK)})


def of_callbacks(asterisk: Asterisk) -> None:
    """Each ended once, and as a callback; a customer's phone rang only when that was on record, and once for
    each time; nobody was tried more often than his queue allows, or before his time."""
    of_call: defaultdict[str, list[tuple[int, Fact]]] = defaultdict(list)
    booked: set[str] = set()
    for entry in asterisk.daemon.recorded:
        call_id = getattr(entry.fact, "call_id", "")
        of_call[call_id].append((entry.at_ms, entry.fact))
        if isinstance(entry.fact, CallbackBooked):
            assert call_id not in booked, "booked twice"
            booked.add(call_id)
        elif isinstance(entry.fact, CallbackDeclined):
            booked.discard(call_id)
    for call_id in booked:
        _one(of_call[call_id], asterisk.plan)
    for channel_id, times in Counter(asterisk.dialled).items():
        assert times == 1, f"from {channel_id} a customer was dialled twice"
    _places_are_taken_over([entry.fact for entry in asterisk.daemon.recorded])
    written_down = Counter(
        entry.fact.call_id for entry in asterisk.daemon.recorded if isinstance(entry.fact, CustomerDialled)
    )
    dialled = Counter(channel_id.rpartition("-")[0] for channel_id in asterisk.dialled)
    assert dialled <= written_down, "somebody was dialled of whom nothing is written down"


def _places_are_taken_over(facts: list[Fact]) -> None:
    """Who calls in waits, or is called back, at the place of the callback that ended with that."""
    ended = {fact.call_id: fact.outcome for fact in facts if isinstance(fact, CallEnded)}
    taken = [fact for fact in facts if isinstance(fact, CalledIn)]
    over = {call_id for call_id, outcome in ended.items() if outcome is CallOutcome.CALLED_IN}
    assert sorted(fact.callback for fact in taken) == sorted(over)
    places: dict[str, int] = {}
    for fact in facts:
        if isinstance(fact, CalledIn):
            places[fact.call_id] = fact.entered_at_ms
        elif isinstance(fact, CallQueued | CallbackBooked):
            assert fact.entered_at_ms == places.pop(fact.call_id, fact.entered_at_ms)
    assert not places


def _one(facts: list[tuple[int, Fact]], plan: Plan) -> None:
    (ended,) = [fact for _, fact in facts if isinstance(fact, CallEnded)]
    assert ended.outcome in OVER
    assert sum(isinstance(fact, QueueLeft) and fact.outcome in ENDS_CALLBACK for _, fact in facts) == (
        ended.outcome is not CallOutcome.CALLED_BACK
    )
    dialled = [fact.attempt for _, fact in facts if isinstance(fact, CustomerDialled)]
    assert dialled == list(range(1, len(dialled) + 1)), "each attempt is one"
    again_at_ms = 0
    queue = ""
    for at_ms, fact in facts:
        match fact:
            case CallQueued():
                queue = fact.queue
            case CustomerUnreached():
                again_at_ms = fact.again_at_ms
            case CustomerDialled():
                assert at_ms >= again_at_ms, "tried again too soon"
                policy = plan.queues_by_name[queue].callback
                assert policy
                assert fact.attempt <= policy.attempts
            case _:
                pass
