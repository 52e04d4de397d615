"""What the floor was given and decided, kept so that it can be played again.

Theory of operation. One segment per life of the daemon, named by the first fact it may hold: how the floor
began, then a line per event. The oldest lives go when all together become too large; a life without its
beginning would be worth nothing, so the current one is never cut: when it fills all the room alone, it ends
early. A recording is a convenience. It is written without waiting for the disk, one plain write per event,
and whatever goes wrong with it ends it until the daemon's next start and disturbs nothing else.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import structlog

from ccd.domain.decided import Began, Decided
from ccd.storage import segments
from ccd.storage.event_json import NotReadable, decode, encode_began, encode_decided

log = structlog.get_logger(__name__)

OF = "events"


class EventJournal:
    """Stands in the folder of the facts' journal, whose lock keeps other writers away. `most_bytes` is what
    all lives may take together; 0 keeps nothing."""

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self._folder = folder
        self._most_bytes = most_bytes
        self._bytes = 0
        self._first = 0
        self._fd: int | None = None

    def begin(self, began: Began) -> None:
        """A new life; one before it to which nothing happened is replaced. Never raises."""
        if not self._most_bytes:
            return
        self.close()
        self._first = began.last_seq + 1
        try:
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
            self._fd = os.open(segments.path_of(self._folder, self._first, OF), flags, 0o640)
            self._bytes = sum(path.stat().st_size for path in self._segments())
            self._write(encode_began(began))
        except Exception as error:
            self._pause(str(error))

    def note(self, decided: Decided) -> None:
        """Never raises."""
        if self._fd is None:
            return
        try:
            self._write(encode_decided(decided))
        except Exception as error:
            self._pause(str(error))

    def close(self) -> None:
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def _write(self, line: bytes) -> None:
        assert self._fd is not None
        self._bytes += len(line)
        if self._bytes > self._most_bytes and not self._make_room():
            self._pause("this life alone fills storage.events_most_mb")
        elif os.write(self._fd, line) < len(line):
            self._pause("the disk took half a line")

    def _make_room(self) -> bool:
        for path in self._segments():
            if path != segments.path_of(self._folder, self._first, OF) and self._bytes > self._most_bytes:
                self._bytes -= path.stat().st_size
                path.unlink()
        return self._bytes <= self._most_bytes

    def _segments(self) -> list[Path]:
        return [segments.path_of(self._folder, first, OF) for first in segments.first_seqs(self._folder, OF)]

    def _pause(self, why: str) -> None:
        self.close()
        with suppress(OSError):  # the log may go to the same full disk
            log.warning("events are not recorded until the next start; calls go on", why=why)


def read(place: Path) -> Iterator[Began | Decided]:
    """A segment, or all of a folder in order. A line that a death cut in two ends its life.

    Raises NotReadable, OSError.
    """
    files = sorted(place.glob(f"{OF}-*.jsonl")) if place.is_dir() else [place]
    for file in files:
        with file.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if not line.endswith(b"\n"):
                    break
                try:
                    yield decode(line)
                except NotReadable as error:
                    raise NotReadable(f"{file}, line {number}: {error}") from error
