"""The last visits to each queue: how quickly it moves is learned from them anew when the daemon starts."""

from collections.abc import Iterable

from sqlalchemy import Row, select

from ccd.domain.facts import VisitOutcome
from ccd.domain.outcomes import ENDS_CALLBACK
from ccd.domain.pace import PastVisit
from ccd.storage.database import Database
from ccd.storage.models import CallRow, QueueVisitRow

VISITS_MOST = 200
"""Of each queue; what was before has faded."""

_NO_PATIENCE_LOST = frozenset({VisitOutcome.CALLED_BACK, *ENDS_CALLBACK})
_SERVED = frozenset({VisitOutcome.ANSWERED, VisitOutcome.CALLED_BACK})

_COLUMNS = (
    QueueVisitRow.queue,
    QueueVisitRow.outcome,
    QueueVisitRow.wait_ms,
    QueueVisitRow.offers,
    QueueVisitRow.ring_ms,
    QueueVisitRow.talk_ms,
)
_Visit = Row[tuple[str, str | None, int, int, int, int]]


async def visits_lately(db: Database, queues: Iterable[str]) -> list[PastVisit]:
    """Of each queue the latest of those that are over with their calls, in the order in which they began. Who
    was refused has not waited, and the safety net has a pace of its own.

    Raises StorageAway, StorageFault.
    """
    live = select(CallRow.call_id).where(CallRow.ended_at_ms.is_(None))
    over = (
        select(*_COLUMNS)
        .where(QueueVisitRow.outcome.is_not(None), QueueVisitRow.outcome.not_like("refused_%"))
        .where(QueueVisitRow.safety_net.is_(False), QueueVisitRow.call_id.not_in(live))
        .order_by(QueueVisitRow.entered_at_ms.desc())
        .limit(VISITS_MOST)
    )
    past: list[PastVisit] = []
    async with db.read() as tx:
        for queue in queues:
            rows = (await tx.execute(over.where(QueueVisitRow.queue == queue))).all()
            past += [_visit(row) for row in reversed(rows)]
    return past


def _visit(row: _Visit) -> PastVisit:
    """Of several agents who were rung the last one answered; how long his phone rang is not kept apart."""
    queue, outcome, wait_ms, offers, ring_ms, talk_ms = row
    return PastVisit(
        queue=queue,
        wait_ms=None if outcome in _NO_PATIENCE_LOST else wait_ms,
        gave_up=outcome == VisitOutcome.ABANDONED,
        busy_ms=ring_ms // offers + talk_ms if outcome in _SERVED and offers else 0,
    )
