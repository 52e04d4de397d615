"""Watches the recordings folder: what Asterisk has finished writing becomes a WAV file and an event.

Files are `<yyyy>/<mm>/<dd>/<call id>.caller.sln` and `….other.sln` while Asterisk writes (of earlier versions
`….raw`), `….wav` when they are complete. That a file is finished is told by inotify; what was finished while
we were away is found at the start. Anything else in the folder is left alone.
"""

import asyncio
import fcntl
import re
import signal
from bisect import bisect_left
from collections.abc import Awaitable, Callable
from pathlib import Path

import structlog
from asyncinotify import Inotify, Mask

from ccd.domain.events import RecordingClosed
from ccd.domain.tape import CALLER_SIDE
from ccd.storage.database import Database
from ccd.storage.errors import StorageError
from ccd.storage.recordings import is_recorded, live_calls, newest_path, stored_among
from ccd.storage.sides import ENDINGS, files_of
from ccd.storage.wav import WavFile, complete, inspect

log = structlog.get_logger(__name__)

_WAV = ".wav"
_KINDS = "|".join(re.escape(kind) for kind in (*ENDINGS, _WAV))
_OURS = re.compile(rf"(?P<day>\d{{4}}/\d\d/\d\d)/(?P<call_id>[0-9A-Za-z-]+)(?P<kind>{_KINDS})")
_DAY_LENGTH = len("2026/11/23")
_FINISHED = Mask.CLOSE_WRITE
_WATCHED = _FINISHED | Mask.CREATE | Mask.ONLYDIR


class Recorder:
    """`post` takes each `RecordingClosed`, on the loop; `settle` waits until the database has every fact
    there is now."""

    def __init__(
        self,
        db: Database,
        folder: Path,
        post: Callable[[RecordingClosed], None],
        settle: Callable[[], Awaitable[None]],
    ) -> None:
        self._db = db
        self._settle = settle
        self._folder = folder
        self._post = post
        self._inotify = Inotify(cache_size=64)
        self._finished: asyncio.Queue[Path] = asyncio.Queue()
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """From here on nothing is missed; what is there already is looked through in the background.

        Raises OSError when the folder cannot be used.
        """
        await asyncio.to_thread(self._watch, self._folder)
        self._tasks = [
            asyncio.create_task(self._follow(), name="recordings folder"),
            asyncio.create_task(self._work(), name="recorder"),
        ]

    async def close(self) -> None:
        """Look no longer. A file in work is finished, but told only at the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._inotify.close()

    def _watch(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._inotify.add_watch(folder, _WATCHED)
        for child in folder.iterdir():
            if child.is_dir():
                self._watch(child)

    async def _follow(self) -> None:
        async for event in self._inotify:
            if Mask.Q_OVERFLOW in event.mask:
                log.warning("recordings finished unseen; they are found at the next start")
            elif event.path is not None and Mask.ISDIR in event.mask:
                if Mask.CREATE in event.mask:
                    self._watch_new(event.path)
            elif event.path is not None and event.mask & _FINISHED:
                self._finished.put_nowait(event.path)

    def _watch_new(self, folder: Path) -> None:
        try:
            self._watch(folder)
        except OSError as error:
            log.warning("a new folder of recordings cannot be watched", folder=str(folder), error=str(error))

    async def _work(self) -> None:
        """One file after the other: pieces of one call's recording must not be wrapped at the same time."""
        try:
            for path in await self._found():
                await self._register(path)
        except (OSError, StorageError) as error:
            log.warning("recordings from before are looked for at the next start", error=str(error))
        while True:
            path = await self._finished.get()
            if path.suffix != _WAV:
                await self._register(path)

    async def _register(self, path: Path) -> None:
        ours = self._ours(path)
        if ours is None:
            return
        try:
            done = await asyncio.to_thread(_made_of, path, path.with_name(ours["call_id"] + _WAV))
        except OSError as error:
            log.warning("a recording cannot be made; tried again at the next start", error=str(error))
            return
        call_id = ours["call_id"]
        name = f"{ours['day']}/{call_id}{_WAV}"
        if done and (done.size_bytes or await self._is_awaited(call_id)):
            self._post(RecordingClosed(call_id, name, done.length_ms, done.size_bytes, done.sha256))

    async def _is_awaited(self, call_id: str) -> bool:
        """Of empty files: most are of calls that nobody answered; but when Asterisk dies before it has
        written the first second of a conversation, that recording is over, too."""
        try:
            await self._settle()
            async with self._db.read() as tx:
                return await is_recorded(tx, call_id)
        except StorageError:
            return False

    async def _found(self) -> list[Path]:
        """What was finished while nobody looked: of each call what Asterisk wrote, if it writes no more,
        and WAV files that have no row. For the latter only the newest day that is known, the day before, and
        later are looked at."""
        async with self._db.read() as tx:
            live, newest = await live_calls(tx), await newest_path(tx)
        files = await asyncio.to_thread(self._files)
        written: dict[Path, list[Path]] = {}
        for path, ours in files:
            if ours["kind"] != _WAV:
                written.setdefault(path.with_name(ours["call_id"] + _WAV), []).append(path)
        finished = [
            paths[-1]
            for wav, paths in written.items()
            if not any(_is_being_written(path, wav.stem in live) for path in paths)
        ]
        days = sorted({ours["day"] for _, ours in files})
        first = max(0, bisect_left(days, newest[:_DAY_LENGTH]) - 1)
        recent = frozenset(days[first:])
        wavs = {
            path.relative_to(self._folder).as_posix(): path
            for path, ours in files
            if ours["kind"] == _WAV and ours["day"] in recent and path not in written
        }
        async with self._db.read() as tx:
            known = await stored_among(tx, wavs)
        return [*finished, *(path for name, path in wavs.items() if name not in known)]

    def _files(self) -> list[tuple[Path, re.Match[str]]]:
        matched = ((path, self._ours(path)) for path in sorted(self._folder.glob("*/*/*/*")))
        return [(path, ours) for path, ours in matched if ours]

    def _ours(self, path: Path) -> re.Match[str] | None:
        return _OURS.fullmatch(path.relative_to(self._folder).as_posix())


def _made_of(path: Path, wav: Path) -> WavFile | None:
    """None when the other side is still being written, whose end is told as well, or when it was told before
    and nothing is left. `path` was closed, and the caller's side is closed first."""
    if path == wav:
        return inspect(wav)
    is_first = path.name.endswith(CALLER_SIDE)
    if any(_is_being_written(file, is_first) for file in files_of(wav) if file != path):
        return None
    return complete(wav)


def _is_being_written(path: Path, if_unknown: bool) -> bool:
    """By any process: a read lease is granted only on a file that nobody has open for writing. `if_unknown`
    is the answer where the file system has no leases. (A call may be live for us and its recording complete:
    then it ended while we were away, and Asterisk has not told us yet.)"""
    with path.open("rb") as file:
        # Who opens the file while we hold the lease would send us SIGIO, and that ends a process.
        fcntl.fcntl(file, fcntl.F_SETSIG, signal.SIGURG)
        try:
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        except BlockingIOError:
            return True
        except OSError:
            return if_unknown
    return False
