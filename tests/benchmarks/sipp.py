"""Callers and agents by the hundred, played by sipp: it costs little and counts what it did."""

import asyncio
import csv
import random
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.phones.transaction import Place

SCENARIOS = Path(__file__).parent / "scenarios"
NUMBERS = 2000
LAST_CALL_S = 30
"""How long after the last call began all must be over."""


class Crowd:
    """All agents, behind one port. `answered` is known when they have gone home."""

    def __init__(self) -> None:
        self.answered = 0


@asynccontextmanager
async def crowd(folder: Path, port: int) -> AsyncIterator[Crowd]:
    """Agents who answer at once, while the block runs."""
    counts = folder / "agents.csv"
    counting = ["-trace_counts", "-fd", "1"]
    process = await _start(folder, "agents", "-p", str(port), "-mp", "40000", *counting)
    crowd = Crowd()
    try:
        yield crowd
    finally:
        process.send_signal(signal.SIGUSR1)
        await process.wait()
