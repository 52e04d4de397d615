"""Asterisk's `queue_log`: what became of callers while we were away.

A line is `epoch|channel|queue|agent|EVENT|…`; what follows is said in Asterisk's `apps/app_queue.c`. `CCDNET`
and `CCDGONE` are our own dialplan's."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ccd.domain.events import NetRow, NetStep, SafetyNetTold
from ccd.domain.outcomes import EndedBy
from ccd.telephony.channels import device_of, endpoint_of

NAME = "queue_log"
CLOSE_MS = 2000
"""So near are the time of a line and what our dialplan says of it, in ms."""
Position = tuple[int, int]
"""A second of the log, and how many of its lines are read."""

_CALL_ID = re.compile(r"\d{8}T\d{6}-[0-9a-z]+")
_DIGITS = re.compile(r"[0-9]{1,15}")
_NUMBER = re.compile(r"\+?[0-9]{0,40}")


class QueueLog:
    """In `folder`, with those that were rotated away (`queue_log.0`, …) as far as they are still there."""

    def __init__(self, folder: Path, read_to: Position) -> None:
        self._folder = folder
        self._read_to = read_to
        self._file: tuple[int, int] = (0, 0)
        """The inode that was read last, and how far (bytes)."""

    @property
    def size(self) -> int:
        """In bytes; 0 for none."""
        try:
            return (self._folder / NAME).stat().st_size
        except OSError:
            return 0

    def read(self) -> SafetyNetTold | None:
        """What is new; None for nothing of our concern. Raises OSError: the log cannot be read."""
        lines = list(self._new_lines())
        rows = tuple(row for line in lines if (row := parse(line)))
        for line in lines:
            if (second := _second(line)) is not None:
                same = second == self._read_to[0]
                self._read_to = (second, self._read_to[1] + 1 if same else 1)
        return SafetyNetTold(rows, *self._read_to) if rows else None

    def _new_lines(self) -> Iterator[str]:
        path = self._folder / NAME
        try:
            now = path.stat()
        except FileNotFoundError:
            return
        inode, offset = self._file
        if inode == now.st_ino and offset <= now.st_size:
            yield from self._lines(path, offset)
            return
        every = [line for older in self._older() for line in self._lines(older, 0)]
        yield from _after([*every, *self._lines(path, 0)], self._read_to)

    def forget_older(self) -> None:
        """But the latest of them. Raises OSError."""
        for path in self._older()[:-1]:
            path.unlink()

    def _older(self) -> list[Path]:
        """What was rotated away, the oldest first."""
        older = [path for path in self._folder.glob(f"{NAME}.*") if path.suffix[1:].isdecimal()]
        return sorted(older, key=lambda path: int(path.suffix[1:]))

    def _lines(self, path: Path, offset: int) -> list[str]:
        """The whole ones."""
        with path.open("rb") as file:
            file.seek(offset)
            data = file.read()
            inode = os.fstat(file.fileno()).st_ino
        whole = data[: data.rfind(b"\n") + 1]
        self._file = (inode, offset + len(whole))
        return whole.decode(errors="replace").splitlines()


def of_concern(told: SafetyNetTold, lives: Callable[[str], bool]) -> SafetyNetTold | None:
    """Without those who hung up and were over for us before: their channel does not live any more, and has
    not just joined. None for nothing left."""
    joined = {row.channel_id for row in told.rows if row.step is NetStep.JOINED}
    rows = tuple(
        row
        for row in told.rows
        if row.step is not NetStep.HUNG_UP or row.channel_id in joined or lives(row.channel_id)
    )
    return replace(told, rows=rows) if rows else None


def parse(line: str) -> NetRow | None:
    """None for a line that tells nothing of a caller in the net, or was never written by Asterisk."""
    fields = line.split("|")
    second = _second(line)
    if second is None or len(fields) < 6 or fields[4] not in _READERS:
        return None
    return _READERS[fields[4]](1000 * second, fields)


def _joined(at_ms: int, fields: Sequence[str]) -> NetRow | None:
    """Ours: `CCDNET|did|call id|entered ms|caller's number`."""
    if len(fields) < 9 or not _CALL_ID.fullmatch(fields[6]):
        return None
    did, call_id, entered, number = fields[5:9]
    if not _NUMBER.fullmatch(did) or not _NUMBER.fullmatch(number):
        return None
    entered_at_ms = min(_whole(entered), at_ms + 999) or at_ms
    return NetRow(
        at_ms,
        NetStep.JOINED,
        fields[1],
        queue=fields[2],
        call_id=call_id,
        did=did,
        caller_number=number,
        entered_at_ms=entered_at_ms,
    )


def _connected(at_ms: int, fields: Sequence[str]) -> NetRow:
    """`CONNECT|hold s|agent's channel|ring s`."""
    ring_ms = 1000 * _whole(fields[7]) if len(fields) > 7 else 0
    return NetRow(at_ms, NetStep.ANSWERED, fields[1], member=fields[3], ring_ms=ring_ms)


def _completed(ended_by: EndedBy) -> Callable[[int, Sequence[str]], NetRow]:
    """`COMPLETE…|hold s|talk s|position`."""

    def read(at_ms: int, fields: Sequence[str]) -> NetRow:
        talk_ms = 1000 * _whole(fields[6]) if len(fields) > 6 else 0
        return NetRow(at_ms, NetStep.TALK_ENDED, fields[1], talk_ms=talk_ms, ended_by=ended_by)

    return read


def _handed_on(at_ms: int, fields: Sequence[str]) -> NetRow:
    """`…TRANSFER|…|hold s|talk s|position`: what stands before has as many fields as it likes."""
    talk_ms = 1000 * _whole(fields[-2])
    return NetRow(at_ms, NetStep.HANDED_ON, fields[1], talk_ms=talk_ms, ended_by=EndedBy.AGENT)


def _gave_up(at_ms: int, fields: Sequence[str]) -> NetRow:
    return NetRow(at_ms, NetStep.GAVE_UP, fields[1])


def _hung_up(line_at_ms: int, fields: Sequence[str]) -> NetRow | None:
    """Ours: `CCDGONE|ms|AGISTATUS|channel`, the last empty where nobody answered `Dial`; the queue is that of
    the safety net, if he was in it. `AGI` ends by `HANGUP` when it was the caller who hung up."""
    if len(fields) < 8:
        return None
    at_ms, status, channel = _whole(fields[5]), *fields[6:8]
    return NetRow(
        at_ms if abs(at_ms - line_at_ms) < CLOSE_MS else line_at_ms,
        NetStep.HUNG_UP,
        fields[1],
        "" if fields[2] == "NONE" else fields[2],
        ended_by=EndedBy.AGENT if channel and status != "HANGUP" else EndedBy.CALLER,
        extension=endpoint_of(channel),
        device=device_of(channel),
    )


_READERS: dict[str, Callable[[int, Sequence[str]], NetRow | None]] = {
    "CCDNET": _joined,
    "CONNECT": _connected,
    "COMPLETEAGENT": _completed(EndedBy.AGENT),
    "COMPLETECALLER": _completed(EndedBy.CALLER),
    "BLINDTRANSFER": _handed_on,
    "ATTENDEDTRANSFER": _handed_on,
    "ABANDON": _gave_up,
    "CCDGONE": _hung_up,
}


def _after(lines: Iterable[str], read_to: Position) -> Iterator[str]:
    second, done = read_to
    for line in lines:
        at = _second(line)
        if at is None or at < second:
            continue
        if at == second and done:
            done -= 1
            continue
        yield line


def _second(line: str) -> int | None:
    first = line.partition("|")[0]
    return int(first) if _DIGITS.fullmatch(first) else None


def _whole(text: str) -> int:
    return int(text) if _DIGITS.fullmatch(text) else 0
