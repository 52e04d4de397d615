"""`ccd run`: an open centre until a signal says stop."""

import asyncio
import logging
import signal

import structlog

from ccd.app.daemon import Daemon
from ccd.settings import Settings

_log = structlog.get_logger(__name__)


async def run(settings: Settings) -> None:
    """SIGTERM and SIGINT stop, SIGHUP takes the stored plan anew. Raises CannotStart."""
    signs: asyncio.Queue[signal.Signals] = asyncio.Queue()
    for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(sign, signs.put_nowait, sign)
    async with Daemon(settings) as daemon:
        _log.info("ccd is ready", api=f"http://{settings.api.host}:{settings.api.port}/api/v1")
        while await signs.get() is signal.SIGHUP:
            await daemon.reload_plan()
            _log.info("the stored plan is taken")
        _log.info("ccd is stopping")
    _log.info("ccd has stopped")


def set_up_logging(settings: Settings) -> None:
    """One line per entry on standard output: for a person, or as JSON (`log_json`)."""
    level = logging.getLevelNamesMapping().get(settings.log_level.upper(), logging.INFO)
    last = (
        structlog.processors.JSONRenderer()
        if settings.log_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
