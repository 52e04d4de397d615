"""`ccd run`: an open centre until a signal says stop."""

import asyncio
import signal
from contextlib import suppress

import structlog

from ccd.app.daemon import Daemon
from ccd.app.errors import CannotStart
from ccd.settings import Settings

_log = structlog.get_logger(__name__)


async def run(settings: Settings) -> None:
    """SIGTERM and SIGINT stop, also while the daemon still waits for its database; SIGHUP takes the stored
    plan anew. Raises CannotStart."""
    reload = asyncio.Event()
    serving = asyncio.create_task(_serve(settings, reload), name="daemon")

    def stop() -> None:
        if not serving.cancelling():
            _log.info("ccd is stopping")
            serving.cancel()

    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stop)
    loop.add_signal_handler(signal.SIGHUP, reload.set)
    with suppress(asyncio.CancelledError):
        await serving
    _log.info("ccd has stopped")


async def _serve(settings: Settings, reload: asyncio.Event) -> None:
    """Until cancelled."""
    async with Daemon(settings) as daemon:
        _log.info("ccd is ready", api=f"http://{settings.api.host}:{settings.api.port}/api/v1")
        while await reload.wait():
            reload.clear()
            try:
                await daemon.reload_plan()
            except CannotStart as error:
                _log.error("the plan stays as it was", error=str(error))
            else:
                _log.info("the stored plan is taken")
