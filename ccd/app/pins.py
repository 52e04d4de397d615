"""PINs that callers type, looked up while they wait."""

import structlog

from ccd.storage.database import Database
from ccd.storage.errors import StorageError
from ccd.storage.pins import has_pin, is_pin

_log = structlog.get_logger(__name__)


class Pins:
    """Without the database nobody has one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def is_pin(self, whose: str, pin: str) -> bool:
        try:
            return await is_pin(self._database, whose, pin)
        except StorageError as error:
            _log.warning("a PIN cannot be looked up", agent=whose, error=str(error))
            return False

    async def has_pin(self, whose: str) -> bool:
        try:
            return await has_pin(self._database, whose)
        except StorageError as error:
            _log.warning("a PIN cannot be looked up", agent=whose, error=str(error))
            return False
