"""A process of the office: its output kept, its words waited for, its end seen to."""

import asyncio
import os
import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.phones.waiting import PATIENCE_S

PROJECT = Path(__file__).parents[2]


class Process:
    """`log` takes everything it prints."""

    def __init__(self, command: Sequence[str], log: Path, env: Mapping[str, str] | None = None) -> None:
        self.command = tuple(command)
        self.log = log
        self._env = {**os.environ, **(env or {})}
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._said: list[str] = []
        self._news = asyncio.Event()

    @property
    def pid(self) -> int:
        assert self._process, "not started"
        return self._process.pid

    async def start(self) -> None:
        self._said.clear()
        self._process = await asyncio.create_subprocess_exec(
            *self.command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env=self._env,
            cwd=PROJECT,
            start_new_session=True,
        )
        self._reading = asyncio.create_task(self._read(self._process), name=f"read {self.command[0]}")

    async def says(self, words: str, timeout_s: float = 2 * PATIENCE_S, *, nth: int = 1) -> str:
        """The first line (of this start) that holds `words`, or the `nth`. Raises AssertionError with what it
        said last when the process ended or took too long."""
        try:
            async with asyncio.timeout(timeout_s):
                while True:
                    self._news.clear()
                    found = self.said(words)
                    if len(found) >= nth:
                        return found[nth - 1]
                    assert self._reading is not None, "not started"
                    assert not self._reading.done(), f"ended: {self.tail()}"
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(f"{self.command[0]} did not say {words!r}: {self.tail()}") from None

    def tail(self) -> str:
        return "\n".join(self._said[-30:])

    def said(self, words: str) -> list[str]:
        return [line for line in self._said if words in line]

    async def stop(self, timeout_s: float = PATIENCE_S) -> int:
        """SIGTERM, then wait. Returns the exit code."""
        return await self._end(signal.SIGTERM, timeout_s)

    async def kill(self) -> int:
        """As `kill -9` does."""
        return await self._end(signal.SIGKILL, PATIENCE_S)

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """As on a machine that is too busy."""
        os.kill(self.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.pid, signal.SIGCONT)

    async def ended(self, timeout_s: float = PATIENCE_S) -> int:
        """Of itself, or for a reason that was given to it already. Returns the exit code."""
        return await self._end(None, timeout_s)

    async def _end(self, sign: signal.Signals | None, timeout_s: float) -> int:
        if self._process is None or self._reading is None:
            return 0
        if sign is not None and self._process.returncode is None:
            self._process.send_signal(sign)
        async with asyncio.timeout(timeout_s):
            code = await self._process.wait()
            await self._reading
        return code

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout
        with self.log.open("a", encoding="utf-8") as log:
            async for line in process.stdout:
                text = line.decode(errors="replace").rstrip()
                self._said.append(text)
                log.write(text + "\n")
                log.flush()
                self._news.set()
        self._news.set()
