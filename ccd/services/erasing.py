"""Messages that somebody at a phone wants to be deleted."""

from pathlib import PurePath

import structlog

from ccd.background import Background
from ccd.domain.events import MessageErased
from ccd.domain.orders import EraseMessage
from ccd.domain.refused import Refused
from ccd.engine.engine import Engine
from ccd.services.keeping import Keeping
from ccd.storage.errors import StorageError

_log = structlog.get_logger(__name__)


class Erasing:
    def __init__(self, keeping: Keeping, engine: Engine, background: Background) -> None:
        self._keeping = keeping
        self._engine = engine
        self._background = background

    def perform(self, order: EraseMessage) -> None:
        self._background.start(self._erase(order), f"erase a message for {order.call_id}")

    async def _erase(self, order: EraseMessage) -> None:
        try:
            refused: Refused | None = await self._keeping.delete(PurePath(order.path).stem, order.by)
        except (StorageError, OSError) as error:
            _log.warning("a message is not deleted", order=order, error=str(error))
            refused = Refused(str(error))
        self._engine.post(MessageErased(order.call_id, done=refused is None))
