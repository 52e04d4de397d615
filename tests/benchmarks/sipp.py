"""Callers and agents by the hundred, played by sipp: it costs little, and says if a call failed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.office.ports import free_ports
from tests.phones.transaction import Place
from tests.sipp import start

SCENARIOS = Path(__file__).parent / "scenarios"
CALLERS = 2000


@asynccontextmanager
async def agents(folder: Path, port: int) -> AsyncIterator[None]:
    """All agents are at this port, and answer at once, while the block runs. `-aa`: they also answer when
    Asterisk asks whether they are there."""
    process = await start(SCENARIOS / "agents.xml", folder, ("127.0.0.1", port), "-aa")
    try:
        yield
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def callers(folder: Path, server: Place, number: str, calls_per_s: int, seconds: int) -> int:
    """Call `number` evenly for so many seconds. Returns how many calls there were; raises AssertionError when
    one failed."""
    calls = calls_per_s * seconds
    process = await start(
        SCENARIOS / "caller.xml", folder, ("127.0.0.1", free_ports().sip), *_book(folder), "-s", number,
        "-r", str(calls_per_s), "-m", str(calls), "-l", "1000", "-timeout", f"{seconds + 20}s",
        f"{server[0]}:{server[1]}",
    )  # fmt: skip
    code = await process.wait()
    assert code == 0, f"sipp lost a call (exit code {code}); see {folder}/caller.log"
    return calls


@asynccontextmanager
async def waiters(
    folder: Path, server: Place, number: str, count: int, calls_per_s: int
) -> AsyncIterator[None]:
    """So many call and stay on the line while the block runs, at whose end they are to be hung up."""
    process = await start(
        SCENARIOS / "waiter.xml", folder, ("127.0.0.1", free_ports().sip), *_book(folder),
        "-s", number, "-r", str(calls_per_s), "-m", str(count), "-l", str(count), f"{server[0]}:{server[1]}",
    )  # fmt: skip
    try:
        yield
        async with asyncio.timeout(30):
            await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def _book(folder: Path) -> list[str]:
    """The callers' numbers, as options."""
    book = folder / "callers.csv"
    book.write_text("SEQUENTIAL\n" + "".join(f"0901{n:06}\n" for n in range(CALLERS)))
    return ["-inf", str(book)]
