"""What the daemon says about itself: one line per entry on standard output."""

import logging
import os
import sys
from contextlib import suppress
from dataclasses import asdict, is_dataclass

import structlog
from structlog.typing import EventDict

from ccd.settings import Settings


class StandardOutput:
    """Calls go on when nobody reads any more, because the pipe broke or the disk is full: an entry that
    cannot be written is lost, and raises nothing."""

    def __init__(self, *_: object) -> None:
        self._fd = sys.stdout.fileno()

    def msg(self, line: str) -> None:
        with suppress(OSError):
            os.write(self._fd, f"{line}\n".encode(errors="replace"))

    debug = info = warning = error = critical = msg


def spelled_out(_: object, __: str, entry: EventDict) -> EventDict:
    """An order by its kind and fields. Whose call it is stands in `call_id`, as in every entry of a call."""
    for name, value in [*entry.items()]:
        if is_dataclass(value) and not isinstance(value, type):
            fields = asdict(value)
            entry[name] = {"kind": type(value).__name__, **fields}
            if "call_id" in fields:
                entry.setdefault("call_id", fields["call_id"])
    return entry


def set_up_logging(settings: Settings) -> None:
    """For a person, or as JSON (`log_json`)."""
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    last = (
        structlog.processors.JSONRenderer()
        if settings.log_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            spelled_out,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=StandardOutput,
        cache_logger_on_first_use=True,
    )


def say_nothing() -> None:
    """For commands that say themselves what they found."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
