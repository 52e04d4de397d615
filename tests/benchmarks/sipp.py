"""Callers and agents by the hundred, played by sipp: it costs little, and counts what came through."""

import asyncio
import csv
import random
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.phones.transaction import Place

SCENARIOS = Path(__file__).parent / "scenarios"
CALLERS = 2000
OVERDUE_S = 40
_STARTED = "2_180_Sent"


class Agents:
    """All agents at one port, each answers at once. `answered` is complete when the block is left."""

    def __init__(self) -> None:
        self.answered = 0


@asynccontextmanager
async def agents_at(port: int, folder: Path) -> AsyncIterator[Agents]:
    agents = Agents()
    process = await _start(folder, "agents", "-p", str(port), "-mp", "40000", "-trace_counts", "-fd", "1")
    try:
        yield agents
    finally:
        process.send_signal(signal.SIGUSR1)
        await process.wait()
    counts = folder / f"agents_{process.pid}_counts.csv"
    last = list(csv.DictReader(counts.open(), delimiter=";"))[-1]
    agents.answered = int(last["4_ACK_Recv"])


async def let_call(number: str, server: Place, calls: int, per_s: int, folder: Path) -> int:
    """So many callers dial `number`; returns when all have hung up. Returns how many were served: answered,
    and hung up as the scenario has it."""
    numbers = folder / "callers.csv"
    if not numbers.exists():
        numbers.write_text("RANDOM\n" + "".join(f"{_mobile_number()};\n" for _ in range(CALLERS)))
    process = await _start(
        folder, "caller", f"{server[0]}:{server[1]}", "-s", number, "-inf", str(numbers),
        "-m", str(calls), "-r", str(per_s), "-mp", "50000", "-trace_stat",
    )  # fmt: skip
    async with asyncio.timeout(calls / per_s + OVERDUE_S):
        await process.wait()
    last = list(csv.DictReader((folder / f"caller_{process.pid}_.csv").open(), delimiter=";"))[-1]
    return int(last["SuccessfulCall(C)"])


def _mobile_number() -> str:
    return f"09{random.randrange(10**8):08d}"


async def _start(folder: Path, scenario: str, *arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        "sipp", *arguments, "-sf", str(SCENARIOS / f"{scenario}.xml"), "-i", "127.0.0.1", "-nostdin",
        cwd=folder, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
