"""Facts → `calls`."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import ColumnElement

from ccd.domain import facts as f
from ccd.domain.call import CallState
from ccd.domain.facts import Fact
from ccd.storage.models import CallRow
from ccd.storage.rows import Values, empty_row, table_of


class Calls:
    """`e164` reads a number as it came, or says None. `live` are the calls without an end."""

    table = table_of(CallRow)

    def __init__(self, e164: Callable[[str], str | None]) -> None:
        self.live: dict[str, Values] = {}
        self.started: list[Values] = []
        """The rows of calls that began since `changed()` was last asked for."""
        self._ringing: Counter[str] = Counter()
        """How many phones ring for a call."""
        self._e164 = e164
        self._changed: dict[str, Values] = {}

    @property
    def unfinished(self) -> ColumnElement[bool]:
        return self.table.c.ended_at_ms.is_(None)

    def remember(self, rows: Iterable[Values]) -> None:
        self.live = {row["call_id"]: row for row in rows}

    def take(self, fact: Fact, at_ms: int) -> None:
        if isinstance(fact, f.CallStarted):
            row = self.live[fact.call_id] = self._begun(fact, at_ms)
            self.started.append(row)
        else:
            step = STEPS.get(type(fact))
            row = self.live.get(fact.call_id) if step else None  # type: ignore[union-attr, assignment]
            if step is None or row is None or self._others_ring_on(fact):
                return
            step(row, fact, at_ms)
        self._changed[row["call_id"]] = row
        if isinstance(fact, f.CallEnded):
            del self.live[fact.call_id]
            self._ringing.pop(fact.call_id, None)

    def changed(self) -> list[Values]:
        rows, self._changed, self.started = list(self._changed.values()), {}, []
        return rows

    def _others_ring_on(self, fact: Fact) -> bool:
        """The end of one offer changes nothing as long as there is another."""
        if isinstance(fact, f.AgentOffered):
            self._ringing[fact.call_id] += 1
        elif isinstance(fact, f.OfferEnded | f.AgentAnswered | f.CustomerUnreached):
            self._ringing[fact.call_id] -= 1
            return isinstance(fact, f.OfferEnded) and self._ringing[fact.call_id] > 0
        return False

    def _begun(self, fact: f.CallStarted, at_ms: int) -> Values:
        return empty_row(self.table) | {
            "call_id": fact.call_id,
            "direction": fact.direction.value,
            "from_extension": fact.extension or None,
            "did": fact.did,
            "caller_number": fact.caller_number,
            "caller_e164": None if fact.extension else self._e164(fact.caller_number),
            "caller_name": fact.caller_name,
            "flow": fact.flow,
            "channel_id": fact.channel_id,
            "state": CallState.IN_FLOW.value,
            "started_at_ms": fact.began_at_ms or at_ms,
            "safety_net": False,
            "wait_ms": 0,
            "talk_ms": 0,
            "hold_ms": 0,
            "parties": "",
        }


def _reattached(row: Values, fact: f.CallReattached, at_ms: int) -> None:
    row["channel_id"] = fact.channel_id


def _recognised(row: Values, fact: f.CallerRecognised, at_ms: int) -> None:
    row["customer_id"] = fact.customer_id


def _node_entered(row: Values, fact: f.NodeEntered, at_ms: int) -> None:
    row["state"] = CallState.IN_FLOW.value
    row["flow"] = fact.flow


def _queued(row: Values, fact: f.CallQueued, at_ms: int) -> None:
    row["state"] = CallState.WAITING.value
    row["queue"] = fact.queue
    row["queued_at_ms"] = fact.entered_at_ms


def _offered(row: Values, fact: f.AgentOffered, at_ms: int) -> None:
    row["state"] = CallState.OFFERED.value


def _offer_ended(row: Values, fact: f.OfferEnded, at_ms: int) -> None:
    row["state"] = CallState.WAITING.value


def _booked(row: Values, fact: f.CallbackBooked, at_ms: int) -> None:
    row["state"] = CallState.LEAVING.value


def _picked_up(row: Values, fact: f.CallbackPickedUp, at_ms: int) -> None:
    row["state"] = CallState.CALLING_BACK.value


def _held(row: Values, fact: f.CustomerUnreached, at_ms: int) -> None:
    row["state"] = CallState.HELD.value


def _due(row: Values, fact: f.CallbackDue, at_ms: int) -> None:
    row["state"] = CallState.WAITING.value


def _agent_answered(row: Values, fact: f.AgentAnswered, at_ms: int) -> None:
    _answered(row, fact, at_ms)
    row["state"], row["agent"] = CallState.TALKING.value, fact.agent


def _answered(row: Values, fact: f.AgentAnswered | f.NetAnswered, at_ms: int) -> None:
    """The answer may have become known late; the wait says when it was."""
    _waited(row, fact.wait_ms, at_ms)
    if row["answered_at_ms"] is None:
        row["answered_at_ms"] = min(at_ms, (row["queued_at_ms"] or at_ms) + fact.wait_ms)


def _waited(row: Values, wait_ms: int, at_ms: int) -> None:
    """Since `queued_at_ms`, which may be when he waited for the first time, or he whose place he has."""
    since_ms = row["queued_at_ms"] if row["queued_at_ms"] is not None else at_ms - wait_ms
    uncounted_ms = max(since_ms, row["started_at_ms"], row["counted_until_ms"] or 0)
    row["wait_ms"] += max(0, since_ms + wait_ms - uncounted_ms)
    _counted_until(row, since_ms + wait_ms)


def _counted_until(row: Values, at_ms: int) -> None:
    row["counted_until_ms"] = max(row["counted_until_ms"] or 0, at_ms)


def _talk_ended(row: Values, fact: f.TalkEnded, at_ms: int) -> None:
    row["state"] = _left_behind(row)
    row["talk_ms"] += fact.talk_ms
    row["hold_ms"] += fact.hold_ms
    _counted_until(row, at_ms)


def _net_talk_ended(row: Values, fact: f.NetTalkEnded, at_ms: int) -> None:
    """It may be told of late."""
    row["state"] = _left_behind(row)
    row["talk_ms"] += fact.talk_ms
    _counted_until(row, (row["counted_until_ms"] or 0) + fact.talk_ms)


def _left_behind(row: Values) -> str:
    return (CallState.CONNECTED if row["parties"] else CallState.LEAVING).value


def _rung(row: Values, fact: f.PartiesRung, at_ms: int) -> None:
    row["state"] = CallState.CONNECTING.value
    row["to_party"] = fact.parties


def _unreached(row: Values, fact: f.PartiesUnreached, at_ms: int) -> None:
    row["state"] = CallState.IN_FLOW.value


def _party_answered(row: Values, fact: f.PartyAnswered, at_ms: int) -> None:
    if row["state"] != CallState.TALKING.value:
        row["state"] = CallState.CONNECTED.value
    row["to_party"] = fact.party
    row["parties"] = " ".join((*row["parties"].split(), fact.party))
    if row["answered_at_ms"] is None:
        row["answered_at_ms"] = at_ms


def _party_left(row: Values, fact: f.PartyLeft, at_ms: int) -> None:
    left = fact.party.split()  # several, where it never became known who of them answered
    row["parties"] = " ".join(party for party in row["parties"].split() if party not in left)
    if row["state"] != CallState.TALKING.value:
        row["state"] = _left_behind(row)
    row["talk_ms"] += fact.talk_ms
    row["hold_ms"] += fact.hold_ms
    _counted_until(row, at_ms)


def _queue_left(row: Values, fact: f.QueueLeft, at_ms: int) -> None:
    """In the safety net the wait goes on, and is counted when it is over."""
    row["state"] = CallState.LEAVING.value
    if fact.outcome is f.VisitOutcome.SAFETY_NET:
        row["safety_net"] = True
    else:
        _waited(row, fact.wait_ms, at_ms)


def _net_answered(row: Values, fact: f.NetAnswered, at_ms: int) -> None:
    _answered(row, fact, at_ms)
    row["state"], row["agent"], row["safety_net"] = CallState.LEAVING.value, fact.member or row["agent"], True


def _net_left(row: Values, fact: f.NetLeft, at_ms: int) -> None:
    row["state"], row["safety_net"] = CallState.LEAVING.value, True
    _waited(row, fact.wait_ms, at_ms)


def _ended(row: Values, fact: f.CallEnded, at_ms: int) -> None:
    row["state"] = CallState.ENDED.value
    row["ended_at_ms"] = fact.ended_at_ms or at_ms
    row["outcome"] = fact.outcome.value
    row["ended_by"] = fact.ended_by.value


STEPS: dict[type[Fact], Callable[[Values, Any, int], None]] = {
    f.CallReattached: _reattached,
    f.CallerRecognised: _recognised,
    f.NodeEntered: _node_entered,
    f.CallQueued: _queued,
    f.AgentOffered: _offered,
    f.OfferEnded: _offer_ended,
    f.CallbackBooked: _booked,
    f.CallbackPickedUp: _picked_up,
    f.CustomerUnreached: _held,
    f.CallbackDue: _due,
    f.AgentAnswered: _agent_answered,
    f.TalkEnded: _talk_ended,
    f.QueueLeft: _queue_left,
    f.PartiesRung: _rung,
    f.PartiesUnreached: _unreached,
    f.PartyAnswered: _party_answered,
    f.PartyLeft: _party_left,
    f.NetAnswered: _net_answered,
    f.NetTalkEnded: _net_talk_ended,
    f.NetLeft: _net_left,
    f.CallEnded: _ended,
}
"""What each fact does to its call's row."""
