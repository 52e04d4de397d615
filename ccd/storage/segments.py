"""The files of a journal: one per segment, named by the first fact it may hold, lines of JSON."""

from pathlib import Path

import msgspec
import structlog

from ccd.storage.fact_json import Entry, decode_line

log = structlog.get_logger(__name__)


def path_of(folder: Path, first_seq: int, of: str = "facts") -> Path:
    return folder / f"{of}-{first_seq:016d}.jsonl"


def first_seqs(folder: Path, of: str = "facts") -> list[int]:
    """Of the segments in `folder`, ascending."""
    return sorted(int(path.stem.removeprefix(f"{of}-")) for path in folder.glob(f"{of}-*.jsonl"))


def mend(path: Path) -> int | None:
    """Cut off what power loss left torn at the end. Returns the last fact's seq; None for an empty file."""
    content = path.read_bytes()
    end, seq = len(content), None
    while end and seq is None:
        start = content.rfind(b"\n", 0, end - 1) + 1
        line = content[start:end]
        seq = _seq(line) if line.endswith(b"\n") else None
        end = end if seq is not None else start
    if end < len(content):
        log.warning("torn end of the journal cut off", file=str(path), bytes=len(content) - end)
        with path.open("r+b") as file:
            file.truncate(end)
    return seq


class SegmentReader:
    """Reads the journal from the files, following the writer. Blocking; one thread at a time.

    `firsts` is the writer's own list of segments, which grows at its end and shrinks at its start.
    """

    def __init__(self, folder: Path, firsts: list[int]) -> None:
        self._folder = folder
        self._firsts = firsts
        self._first = 0
        self._offset = 0
        self._after: int | None = None

    def read(self, after_seq: int, at_most: int) -> list[Entry]:
        """Up to `at_most` facts that follow `after_seq`, in order; empty when there is none yet."""
        if after_seq != self._after or self._first not in self._firsts:  # forgotten
            self._seek(after_seq)
        entries: list[Entry] = []
        while len(entries) < at_most:
            following = next((first for first in list(self._firsts) if first > self._first), None)
            self._read_segment(entries, after_seq, at_most)
            if following is None or len(entries) == at_most:
                break
            self._first, self._offset = following, 0  # known before the last read, so this one was complete
        self._after = entries[-1].seq if entries else after_seq
        return entries

    def _seek(self, after_seq: int) -> None:
        firsts = list(self._firsts)
        self._first = max((first for first in firsts if first <= after_seq + 1), default=firsts[0])
        self._offset = 0

    def _read_segment(self, entries: list[Entry], after_seq: int, at_most: int) -> None:
        with path_of(self._folder, self._first).open("rb") as file:
            file.seek(self._offset)
            for line in file:
                if not line.endswith(b"\n"):
                    return  # half written: next time
                self._offset += len(line)
                entry = self._decode(line)
                if entry and entry.seq > after_seq:
                    entries.append(entry)
                    if len(entries) == at_most:
                        return

    def _decode(self, line: bytes) -> Entry | None:
        try:
            return decode_line(line)
        except msgspec.DecodeError as error:
            log.critical("damaged line in the journal is skipped", segment=self._first, error=str(error))
            return None


def _seq(line: bytes) -> int | None:
    try:
        return decode_line(line).seq
    except msgspec.DecodeError:
        return None
