"""A fresh Asterisk in its container."""

import asyncio
import os
import subprocess
from functools import cache
from pathlib import Path

from tests.office.process import PROJECT, Process

ENGINE = PROJECT / "docker" / "engine"


class Asterisk:
    """`folder` is what `ccd setup` made."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self.process = Process(
            [
                str(PROJECT / "docker/asterisk/run"),
                *("--name", name),
                *("--config", str(folder / "asterisk")),
                *("--recordings", str(folder / "recordings")),
                *("--state", str(folder / "state")),
                *("--sounds", str(folder / "sounds")),
            ],
            folder / "asterisk.log",
            {"CCD_ENGINE": _chosen_engine()},
        )

    async def start(self) -> None:
        await self.process.start()
        await self.ready()

    async def ready(self) -> None:
        await self.process.says("Asterisk Ready")

    async def stop(self) -> None:
        await self.process.stop()

    async def kill(self) -> None:
        """Asterisk itself, not only what started it."""
        await self._engine("kill", "--signal", "KILL", self.name)
        await self.process.ended()

    async def console(self, command: str) -> str:
        """What Asterisk's own console answers."""
        console = ("asterisk", "-C", "/etc/asterisk/asterisk.conf", "-rx")
        return await self._engine("exec", self.name, *console, command)

    async def channels(self) -> list[str]:
        """Names of the channels that live now."""
        lines = (await self.console("core show channels concise")).splitlines()
        return [line.split("!")[0] for line in lines if "!" in line]

    async def _engine(self, *arguments: str) -> str:
        return await asyncio.to_thread(engine, *arguments)


def engine(*arguments: str) -> str:
    """What `docker/engine` prints."""
    env = {**os.environ, "CCD_ENGINE": _chosen_engine()}
    command = [str(ENGINE), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False, env=env).stdout


@cache
def _chosen_engine() -> str:
    """The choice asks each engine, which takes longer than most commands."""
    return subprocess.run(
        [str(ENGINE), "--print"], stdout=subprocess.PIPE, text=True, check=True
    ).stdout.strip()
