"""Messages that somebody at a phone wants to be deleted."""

import asyncio
from pathlib import PurePath

import structlog

from ccd.domain.events import MessageErased
from ccd.domain.orders import EraseMessage
from ccd.domain.refused import Refused
from ccd.engine.engine import Engine
from ccd.services.keeping import Keeping
from ccd.storage.errors import StorageError

_log = structlog.get_logger(__name__)


class Erasing:
    def __init__(self, keeping: Keeping, engine: Engine) -> None:
        self._keeping = keeping
        self._engine = engine
        self._working: set[asyncio.Task[None]] = set()

    def perform(self, order: EraseMessage) -> None:
        task = asyncio.create_task(self._erase(order), name=f"erase a message for {order.call_id}")
        self._working.add(task)
        task.add_done_callback(self._working.discard)

    async def close(self) -> None:
        if self._working:
            await asyncio.wait(self._working)

    async def _erase(self, order: EraseMessage) -> None:
        try:
            refused: Refused | None = await self._keeping.delete(PurePath(order.path).stem, order.by)
        except (StorageError, OSError) as error:
            _log.warning("a message is not deleted", path=order.path, error=str(error))
            refused = Refused(str(error))
        self._engine.post(MessageErased(order.call_id, done=refused is None))
