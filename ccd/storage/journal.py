"""The queue between the phone and the database: facts as lines in files.

Theory of operation. `append` is one plain write: when it returns, the kernel has the facts, and they survive
the death of this process. `keep_synced` brings them to the disk about once a second, against power loss. The
fact writer reads from the files by its own position, so memory does not grow when the database is away, and a
segment is deleted once the database has all of it. The last segment stays, so that the journal always knows
its last fact.
"""

import asyncio
import fcntl
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

import structlog

from ccd.domain.facts import Recorded
from ccd.storage import segments
from ccd.storage.fact_json import Entry, encode_line

log = structlog.get_logger(__name__)

SEGMENT_BYTES = 8 * 2**20
MEMORY_BYTES = 64 * 2**20


class JournalTaken(Exception):  # noqa: N818 the state, not the event
    """Another process writes this journal."""


class Journal:
    """One writer (this process), one reader. `last_seq` is the last fact appended; `written_seq` the last
    whose line is in a file, behind only while the disk refuses."""

    def __init__(
        self,
        folder: Path,
        firsts: list[int],
        last_seq: int,
        lock: int,
        *,
        segment_bytes: int,
        memory_bytes: int,
    ) -> None:
        self.last_seq = last_seq
        self.written_seq = last_seq
        self._folder = folder
        self._firsts = firsts
        self._lock = lock
        self._segment_bytes = segment_bytes
        self._memory_bytes = memory_bytes
        self._fd = self._open_segment(firsts[-1])
        self._size = os.fstat(self._fd).st_size
        self._full: list[int] = []
        self._unwritten = bytearray()
        self._refused = False
        self._unsynced = asyncio.Event()
        self._waiting: list[tuple[int, asyncio.Future[None]]] = []
        self._reader = segments.SegmentReader(folder, firsts)

    @classmethod
    def open(
        cls,
        folder: Path,
        after_seq: int = 0,
        *,
        segment_bytes: int = SEGMENT_BYTES,
        memory_bytes: int = MEMORY_BYTES,
    ) -> Self:
        """`after_seq` is the last fact that the database has: where counting goes on in an empty folder.

        Raises JournalTaken when another process has it open, OSError when the folder cannot be used.
        """
        folder.mkdir(parents=True, exist_ok=True)
        lock = _take_lock(folder)
        firsts = segments.first_seqs(folder)
        last_seq = after_seq
        if firsts:
            in_file = segments.mend(segments.path_of(folder, firsts[-1]))
            last_seq = max(after_seq, firsts[-1] - 1 if in_file is None else in_file)
        else:
            firsts.append(after_seq + 1)
        return cls(folder, firsts, last_seq, lock, segment_bytes=segment_bytes, memory_bytes=memory_bytes)

    def append(self, batch: Sequence[Recorded]) -> None:
        """Write facts down, in order. Never raises for the disk's sake: what cannot be written is kept in
        memory up to a limit and tried again."""
        if not batch:
            return
        assert batch[0].seq == self.last_seq + 1, f"fact {batch[0].seq} follows {self.last_seq}"
        self.last_seq = batch[-1].seq
        lines = b"".join([encode_line(recorded) for recorded in batch])
        if self._unwritten:
            self._write()
        if len(self._unwritten) + len(lines) > self._memory_bytes:
            with suppress(OSError):
                log.critical("facts are LOST: the journal's disk refuses and memory is full", lost=len(batch))
            return
        self._unwritten += lines
        self._write()
        self._unsynced.set()

    async def read(self, after_seq: int, at_most: int) -> list[Entry]:
        """Up to `at_most` facts that follow `after_seq`; waits for the first."""
        while True:
            await self.wait_for(after_seq + 1)
            promised = self.written_seq
            entries = await asyncio.to_thread(self._reader.read, after_seq, at_most)
            if entries:
                return entries
            after_seq = promised  # only damaged lines were there: go on behind them

    async def wait_for(self, seq: int) -> None:
        """Until the fact `seq` is in a file."""
        if self.written_seq >= seq:
            return
        future = asyncio.get_running_loop().create_future()
        waiter = (seq, future)
        self._waiting.append(waiter)
        try:
            await future
        finally:
            self._waiting.remove(waiter)

    def forget(self, up_to_seq: int) -> None:
        """Delete the segments whose every fact is at or before `up_to_seq`; never the last."""
        while len(self._firsts) > 1 and self._firsts[1] <= up_to_seq + 1:
            segments.path_of(self._folder, self._firsts.pop(0)).unlink(missing_ok=True)

    async def keep_synced(self, every_s: float = 1.0) -> None:
        """For ever: bring what is written to the disk, and try again what the disk refused."""
        while True:
            await self._unsynced.wait()
            await asyncio.sleep(every_s)
            self._write()
            if not self._unwritten:
                self._unsynced.clear()
            full, self._full = self._full, []
            await asyncio.to_thread(_sync, self._fd, full, self._folder)

    def close(self) -> None:
        """Write and sync what is left, let the next process in."""
        self._write()
        _sync(self._fd, self._full, self._folder)
        os.close(self._fd)
        os.close(self._lock)

    def _write(self) -> None:
        try:
            while self._unwritten:
                written = os.write(self._fd, self._unwritten)
                del self._unwritten[:written]
                self._size += written
            if self._size >= self._segment_bytes:
                self._begin_segment()
        except OSError as error:
            self._report_refusal(error)
            if self._unwritten:
                return
        else:
            self._report_recovery()
        self.written_seq = self.last_seq
        for seq, future in self._waiting:
            if seq <= self.written_seq and not future.done():
                future.set_result(None)

    def _begin_segment(self) -> None:
        first = self.last_seq + 1
        fd = self._open_segment(first)
        self._full.append(self._fd)
        self._fd, self._size = fd, 0
        self._firsts.append(first)

    def _open_segment(self, first_seq: int) -> int:
        path = segments.path_of(self._folder, first_seq)
        return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o640)

    def _report_refusal(self, error: OSError) -> None:
        if not self._refused:
            self._refused = True
            with suppress(OSError):  # the log may go to the same full disk
                log.critical(
                    "the journal cannot be written; calls go on, facts are kept in memory: free the disk",
                    folder=str(self._folder),
                    error=str(error),
                )

    def _report_recovery(self) -> None:
        if self._refused:
            self._refused = False
            log.warning("the journal can be written again", folder=str(self._folder))


def _take_lock(folder: Path) -> int:
    lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise JournalTaken(
            f"another ccd writes the journal in {folder}: stop it, or set another storage.journal_dir here"
        ) from None
    return lock


def _sync(fd: int, full: list[int], folder: Path) -> None:
    """Blocking. `full` are segments that nothing more is written to: synced and closed. A new file's name is
    safe only when its folder is synced."""
    try:
        for each in (*full, fd):
            os.fdatasync(each)
        if full:
            _sync_folder(folder)
    except OSError as error:
        log.critical("the journal cannot be synced: power loss would lose facts", error=str(error))
    finally:
        for each in full:
            os.close(each)


def _sync_folder(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
