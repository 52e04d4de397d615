"""Queues that are to go are deleted as soon as nobody waits in them any more."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

import structlog

from ccd.domain import facts as f
from ccd.domain.facts import Fact, Recorded
from ccd.services.plan import PlanService
from ccd.storage.errors import StorageError

AGAIN_S = 5.0

_MAY_EMPTY_A_QUEUE = frozenset(
    {
        f.PlanTaken,
        f.AgentAnswered,
        f.QueueLeft,
        f.CallEnded,
        f.CallbackDeclined,
        f.NodeEntered,
        f.JoinRefused,
        f.NetAnswered,
        f.NetLeft,
    }
)

_log = structlog.get_logger(__name__)


class Draining:
    """`hear` every fact, and let `keep_up` run."""

    def __init__(self) -> None:
        self._look = asyncio.Event()
        self._news: frozenset[type[Fact]] = frozenset({f.PlanTaken})

    def hear(self, facts: Sequence[Recorded]) -> None:
        if not self._news.isdisjoint(type(entry.fact) for entry in facts):
            self._look.set()

    async def keep_up(self, plan: PlanService) -> None:
        """For ever."""
        while True:
            draining = bool(_draining(plan))
            self._news = _MAY_EMPTY_A_QUEUE if draining else frozenset({f.PlanTaken})
            with suppress(TimeoutError):
                async with asyncio.timeout(AGAIN_S if draining else None):
                    await self._look.wait()
            self._look.clear()
            for queue in _draining(plan):
                await _delete(plan, queue)


def _draining(plan: PlanService) -> list[str]:
    return [queue.name for queue in plan.current.queues if queue.draining]


async def _delete(plan: PlanService, queue: str) -> None:
    try:
        if await plan.delete_if_drained(queue):
            _log.info("the queue was empty and is deleted", queue=queue)
    except (StorageError, OSError) as error:
        _log.warning("the queue is empty and cannot be deleted yet", queue=queue, error=str(error))
