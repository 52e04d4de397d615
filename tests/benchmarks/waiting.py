"""A thousand callers wait and hear music while a hundred agents talk: what that costs, and whether an agent
who hangs up is rung as quickly. The music is real: Asterisk sends each caller fifty packets a second."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import sipp
from tests.benchmarks.call_centre import CROWD, NUMBERS, CallCentre, Side
from tests.benchmarks.hang_up_to_ring import gaps_ms
from tests.benchmarks.processes import cpu_s

AGENTS, WAITING = 100, 1000
ARRIVE_PER_S = 40
MEASURED_S = 10


@dataclass(frozen=True, slots=True)
class Crowd:
    """CPU in per cent of a core; `gaps_ms` from an agent's hang-up to his next ring."""

    asterisk: float
    daemon: float
    gaps_ms: list[float]


@asynccontextmanager
async def few_agents(centre: CallCentre) -> AsyncIterator[None]:
    """The others go home for this block."""
    others = list(CROWD)[AGENTS:]
    for agent in others:
        await centre.office.post(f"/agents/{agent}/sign-out")
    async with asyncio.timeout(60):
        while (await centre.office.asterisk.console("queue show crowd")).count("(PJSIP/") != AGENTS:
            pass
    try:
        yield
    finally:
        await centre.serve_by(Side.CCD)
        await centre.office.sign_in(*others)


async def crowd(centre: CallCentre, side: Side, folder: Path) -> Crowd:
    """One block. Raises AssertionError when it does not come to that many callers."""
    await centre.serve_by(side)
    office, number = centre.office, NUMBERS["crowd", side]
    async with sipp.waiters(folder, office.sip, number, AGENTS + WAITING, ARRIVE_PER_S):
        async with asyncio.timeout(30 + (AGENTS + WAITING) / ARRIVE_PER_S):
            while await _answered_legs(centre) < WAITING + 2 * AGENTS:
                pass  # each look takes a tenth of a second
        pids = [centre.asterisk_pid] + ([office.daemon.pid] if side is Side.CCD else [])
        before = [cpu_s(pid) for pid in pids]
        await asyncio.sleep(MEASURED_S)
        spent = [100 * (cpu_s(pid) - was) / MEASURED_S for pid, was in zip(pids, before, strict=True)]
        gaps = await gaps_ms(centre, side, serve=False)
        await office.asterisk.console("channel request hangup all")
    await office.no_channels(timeout_s=60)
    return Crowd(spent[0], sum(spent[1:]), gaps)


async def _answered_legs(centre: CallCentre) -> int:
    """Callers and agents who are on the line."""
    shown = await centre.office.asterisk.console("core show channels count")
    return int(shown.split()[0])
