"""Everything about recordings that lives as long as the daemon."""

from contextlib import AsyncExitStack
from typing import Self

from ccd.app.errors import needed
from ccd.app.memory import Memory
from ccd.background import Background, watched
from ccd.engine.clock import Clock
from ccd.engine.engine import Engine
from ccd.services.converting import Converting
from ccd.services.erasing import Erasing
from ccd.services.keeping import Keeping
from ccd.services.mailing import Mailing
from ccd.services.recording_watch import RecordingWatch
from ccd.services.sounds import Sounds
from ccd.settings import Settings
from ccd.storage.messages import MessageFiles
from ccd.storage.recorder import Recorder


class Recordings:
    """`async with Recordings(...)`: what Asterisk writes is seen, watched, kept and swept. Entering it raises
    CannotStart."""

    def __init__(self, settings: Settings, memory: Memory, engine: Engine, clock: Clock) -> None:
        folder = settings.asterisk.recordings_dir
        self._background = background = Background()
        self.sounds = Sounds(folder, engine, clock)
        self.keeping = Keeping(memory.database, engine, clock, folder, memory.settle)
        self.watch = RecordingWatch(engine, clock, folder)
        self.messages = MessageFiles(folder, engine.post, background)
        self.erasing = Erasing(self.keeping, engine, background)
        self._folder = folder
        self._recorder = Recorder(memory.database, folder, engine.post, memory.settle)
        self._opus = settings.recordings.opus
        self._converting = Converting(memory.database, self.keeping, clock, settings.recordings.opus_kbit_s)
        self._smtp = settings.smtp
        self._mailing = Mailing(memory.database, engine, clock, folder, settings.smtp, memory.settle)
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            with needed(f"folder {self._folder}", "Mend its rights or change asterisk.recordings_dir."):
                await self._recorder.start()
            stack.push_async_callback(self._recorder.close)
            await stack.enter_async_context(self._background)
            await stack.enter_async_context(watched(self.watch.keep_watching(), "recording watch"))
            await stack.enter_async_context(watched(self.keeping.keep_sweeping(), "recordings sweep"))
            if self._opus:
                await stack.enter_async_context(watched(self._converting.keep_converting(), "Opus"))
            if self._smtp.host:
                await stack.enter_async_context(watched(self._mailing.keep_mailing(), "voicemail by mail"))
            self._stack = stack.pop_all()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()
