"""Facts → `agent_states`."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement

from ccd.domain import facts as f
from ccd.domain.agent import ACTIVITY, PRESENCE, Activity, Presence
from ccd.domain.events import PhoneState
from ccd.domain.facts import Fact
from ccd.storage.models import AgentState, AgentStateRow
from ccd.storage.rows import Values, table_of

# The floor's own tables say also whence; each fact leads to one state, which is all that is needed here.
_PRESENCE = {kind: next(iter(moves.values())).value for kind, moves in PRESENCE.items()}
_ACTIVITY = {kind: next(iter(moves.values())).value for kind, moves in ACTIVITY.items()}
_KINDS = frozenset({*_PRESENCE, *_ACTIVITY, f.PhoneSeen})

_BEFORE_THE_FIRST: Values = {
    "presence": Presence.SIGNED_OUT.value,
    "activity": Activity.IDLE.value,
    "call_id": None,
    "break_reason": None,
    "phone": PhoneState.IDLE.value,
}


class AgentStates:
    """Remembers each agent's open interval. A change within the same millisecond replaces it, so intervals
    have a length; a clock that was set back does not make them overlap."""

    table = table_of(AgentStateRow)

    def __init__(self) -> None:
        self._open: dict[str, Values] = {}
        self._changed: dict[tuple[str, int], Values] = {}

    @property
    def unfinished(self) -> ColumnElement[bool]:
        return self.table.c.until_ms.is_(None)

    def remember(self, rows: Iterable[Values]) -> None:
        self._open = {row["agent"]: row for row in rows}

    def take(self, fact: Fact, at_ms: int) -> None:
        if type(fact) not in _KINDS:
            return
        agent: str = fact.agent  # type: ignore[union-attr]
        row = self._open.get(agent)
        axes = _axes_after(row or _BEFORE_THE_FIRST, fact)
        state, detail = _in_words(axes)
        words = {"state": state.value, "detail": detail}
        if row is None:
            self._begin(agent, at_ms, axes | words)
        elif row.items() >= words.items() or at_ms <= row["since_ms"]:
            row.update(axes | words)
            self._changed[agent, row["since_ms"]] = row
        else:
            row["until_ms"] = at_ms
            self._changed[agent, row["since_ms"]] = row
            self._begin(agent, at_ms, axes | words)

    def changed(self) -> list[Values]:
        """A closed interval comes before the one that follows it: only one may be open in the table."""
        rows, self._changed = list(self._changed.values()), {}
        return rows

    def _begin(self, agent: str, since_ms: int, values: Values) -> None:
        row = {"agent": agent, "since_ms": since_ms, "until_ms": None} | values
        self._open[agent] = self._changed[agent, since_ms] = row


def _axes_after(row: Values, fact: Fact) -> Values:
    kind = type(fact)
    axes = {name: row[name] for name in _BEFORE_THE_FIRST}
    axes["presence"] = _PRESENCE.get(kind, axes["presence"])
    axes["activity"] = _ACTIVITY.get(kind, axes["activity"])
    match fact:
        case f.AgentSignedIn():
            axes |= {"break_reason": None, "phone": PhoneState.IDLE.value}
        case f.BreakStarted():
            axes["break_reason"] = fact.reason
        case f.BreakEnded() | f.AgentSignedOut():
            axes["break_reason"] = None
        case f.AgentOffered() | f.AgentAnswered() | f.WrapUpStarted():
            axes["call_id"] = fact.call_id
        case f.OfferEnded() | f.CustomerUnreached() | f.TalkEnded() | f.WrapUpEnded():
            axes["call_id"] = None
        case f.PhoneSeen():
            axes["phone"] = fact.state
        case _:
            pass
    return axes


_BY_ACTIVITY = {
    Activity.TALKING.value: AgentState.TALKING,
    Activity.CALLING.value: AgentState.CALLING,
    Activity.RINGING.value: AgentState.RINGING,
    Activity.WRAP_UP.value: AgentState.WRAP_UP,
}
_BY_PRESENCE = {
    Presence.SIGNED_OUT.value: AgentState.SIGNED_OUT,
    Presence.ON_BREAK.value: AgentState.ON_BREAK,
}
_BY_PHONE = {PhoneState.UNREACHABLE.value: AgentState.UNREACHABLE, PhoneState.IN_USE.value: AgentState.BUSY}


def _in_words(axes: Values) -> tuple[AgentState, str | None]:
    if state := _BY_ACTIVITY.get(axes["activity"]):
        return state, axes["call_id"]
    if state := _BY_PRESENCE.get(axes["presence"]):
        return state, axes["break_reason"]
    return _BY_PHONE.get(axes["phone"], AgentState.IDLE), None
