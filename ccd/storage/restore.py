"""What the floor needs to live again: the facts of live calls, and how each signed-in agent stands."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, get_args

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import aliased

from ccd.domain import facts as f
from ccd.domain.agent import Presence
from ccd.domain.facts import CallOutcome, Recorded
from ccd.domain.tolls import WINDOW_MS
from ccd.storage.database import Database
from ccd.storage.fact_json import fact_from_body
from ccd.storage.models import (
    AgentStateRow,
    CallRow,
    FactRow,
    MessageRow,
    PhoneSettingsRow,
    RecordingRow,
    SupervisionRow,
)
from ccd.storage.models.facts import IS_NET_LOG_READ, IS_OF_A_BAN
from ccd.storage.restore_pins import wrong_pins

_SIGNED_IN = f.AgentSignedIn.__name__
_PAIRS = (
    (f.BreakStarted.__name__, f.BreakEnded.__name__),
    (f.WrapUpStarted.__name__, f.WrapUpEnded.__name__),
)
_EXTENDED = f.WrapUpExtended.__name__
_PRESENCE = (_SIGNED_IN, f.PhoneSeen.__name__, _EXTENDED, *_PAIRS[0], *_PAIRS[1])

_ABROAD = (f.AbroadCalled.__name__, f.AbroadTalked.__name__)
_SUPERVISION = tuple(kind.__name__ for kind in get_args(f.SupervisionFact))
_BY_HAND = (f.HoursOverridden.__name__, f.HoursRestored.__name__)

_GREETING = f.GreetingChanged.__name__
_MESSAGES = (
    select(MessageRow.__table__, RecordingRow.path, CallRow.caller_number)
    .join(RecordingRow, RecordingRow.recording == MessageRow.message)
    .outerjoin(CallRow, CallRow.call_id == MessageRow.call_id)
    .where(MessageRow.left_at_ms.is_not(None), MessageRow.deleted_at_ms.is_(None))
    .order_by(MessageRow.left_at_ms)
)

_COLUMNS = FactRow.seq, FactRow.at_ms, FactRow.kind, FactRow.agent, FactRow.body
_FactRow = Row[tuple[int, int, str, str | None, dict[str, Any]]]


BANS_MOST = 10_000
_LAST_BANS = select(*_COLUMNS).where(IS_OF_A_BAN).order_by(FactRow.seq.desc()).limit(BANS_MOST)
_LAST_LOG_READ = select(*_COLUMNS).where(IS_NET_LOG_READ).order_by(FactRow.seq.desc()).limit(1)


async def facts_to_restore(db: Database, now_ms: int) -> list[Recorded]:
    """In order: all facts of calls without an end, and of each signed-in agent his sign-in and, since then,
    the last of each kind that tells break, wrap-up and phone; how far
    the safety net's log is counted; the last bans; the wrong PINs that count. The journal must have been
    stored before.

    What is set at phones and what is in the voicemail boxes comes first, in no place of its own.

    Costs one index look-up per live call and seven per agent, however long the history is.

    Raises StorageAway, StorageFault.
    """
    live = select(CallRow.call_id).where(CallRow.ended_at_ms.is_(None))
    # a supervisor's phone rings on when the call that he was asked into is over
    supervised = select(SupervisionRow.call_id).where(SupervisionRow.ended_at_ms.is_(None))
    # wrap-up is told by the agents' half alone: of an earlier sign-in it would be out of place
    of_calls = select(*_COLUMNS).where(FactRow.call_id.in_(live), FactRow.kind.not_in(_PAIRS[1]))
    of_supervisors = select(*_COLUMNS).where(FactRow.call_id.in_(supervised), FactRow.kind.in_(_SUPERVISION))
    async with db.read() as tx:
        calls = (await tx.execute(of_calls)).all()
        supervisors = (await tx.execute(of_supervisors)).all()
        abroad = (await tx.execute(_abroad_lately(now_ms))).all()
        hours = [row for kind in _BY_HAND for row in await tx.execute(_last_of_each(kind, "hours"))]
        greetings = (await tx.execute(_last_of_each(_GREETING, "box"))).all()
        agents = [row for kind in _PRESENCE for row in await tx.execute(_last_of_each_agent(kind))]
        log_read = (await tx.execute(_LAST_LOG_READ)).all()
        phones = (await tx.execute(select(PhoneSettingsRow.__table__))).all()
        messages = (await tx.execute(_MESSAGES)).all()
        bans = (await tx.execute(_LAST_BANS)).all()
        pins = await wrong_pins(tx, now_ms)
    of_no_agent = (*calls, *supervisors, *hours, *greetings, *abroad, *log_read, *bans, *pins)
    rows = {row.seq: row for row in (*of_no_agent, *_standing(agents))}
    facts = ((row, fact_from_body(row.kind, row.body)) for _, row in sorted(rows.items()))
    settings = (Recorded(0, 0, fact) for phone in phones for fact in _set_at(phone))
    left = (Recorded(0, row.left_at_ms, fact) for row in messages for fact in _left(row))
    return [*settings, *left, *(Recorded(row.seq, row.at_ms, fact) for row, fact in facts if fact)]


def _set_at(phone: Any) -> Iterator[f.Fact]:
    if phone.forward_to:
        yield f.ForwardChanged(phone.extension, phone.forward_to, phone.forward_by)
    if phone.do_not_disturb:
        yield f.DoNotDisturbChanged(phone.extension, on=True, by=phone.do_not_disturb_by)


def _left(message: Any) -> Iterator[f.Fact]:
    caller = message.caller_number or ""
    yield f.MessageLeft(message.call_id, message.box, message.path, message.length_ms, caller)
    if message.heard_at_ms is not None:
        yield f.MessageHeard(message.call_id, message.box, message.path, message.heard_by)


async def calls_ended_last(db: Database, most: int) -> dict[str, CallOutcome]:
    """How the last calls ended, the oldest first: the channel of one may still come back to us.

    Raises StorageAway, StorageFault.
    """
    latest = (
        select(CallRow.call_id, CallRow.outcome)
        .where(CallRow.ended_at_ms.is_not(None))
        .order_by(CallRow.started_at_ms.desc(), CallRow.call_id.desc())
        .limit(most)
    )
    async with db.read() as tx:
        rows = (await tx.execute(latest)).all()
    return {row.call_id: CallOutcome(row.outcome) for row in reversed(rows)}


def _last_of_each_agent(kind: str) -> Select[tuple[int, int, str, str | None, dict[str, Any]]]:
    earlier = aliased(FactRow)
    last = select(func.max(earlier.seq)).where(earlier.agent == AgentStateRow.agent, earlier.kind == kind)
    return (
        select(*_COLUMNS)
        .select_from(AgentStateRow)
        .join(FactRow, FactRow.seq == last.scalar_subquery())
        .where(AgentStateRow.until_ms.is_(None), AgentStateRow.presence != Presence.SIGNED_OUT.value)
    )


def _abroad_lately(now_ms: int) -> Select[tuple[int, int, str, str | None, dict[str, Any]]]:
    """What the toll guard counts."""
    abroad = (FactRow.agent.is_(None), FactRow.kind.in_(_ABROAD))
    return select(*_COLUMNS).where(*abroad, FactRow.at_ms > now_ms - WINDOW_MS)


def _last_of_each(kind: str, field: str) -> Select[tuple[int, int, str, str | None, dict[str, Any]]]:
    """What was set by hand, and what was taken back: in order, the last word on each holds."""
    of = FactRow.body[field].as_string()
    of_kind = (FactRow.agent.is_(None), FactRow.kind == kind)
    last = select(func.max(FactRow.seq)).where(*of_kind).group_by(of)
    return select(*_COLUMNS).where(FactRow.seq.in_(last))


def _standing(rows: Iterable[_FactRow]) -> list[_FactRow]:
    """What still holds: nothing from before the sign-in, no end without its beginning."""
    of_agent: dict[str | None, dict[str, _FactRow]] = defaultdict(dict)
    for row in rows:
        of_agent[row.agent][row.kind] = row
    standing: list[_FactRow] = []
    for last in of_agent.values():
        since = last[_SIGNED_IN].seq if _SIGNED_IN in last else 0
        holds = {kind: row for kind, row in last.items() if row.seq >= since}
        for started, ended in _PAIRS:
            if ended in holds and (started not in holds or holds[started].seq > holds[ended].seq):
                del holds[ended]
        wrap_up = holds.get(_PAIRS[1][0])
        if _EXTENDED in holds and (wrap_up is None or wrap_up.seq > holds[_EXTENDED].seq):
            del holds[_EXTENDED]
        standing.extend(holds.values())
    return standing
