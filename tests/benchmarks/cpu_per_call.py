"""CPU per call of what serves the calls: Asterisk, and with `ccd` the daemon too, all facts stored."""

import re
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import sipp
from tests.benchmarks.call_centre import NUMBERS, CallCentre, Side
from tests.benchmarks.processes import cpu_s

WARM_UP_S = 3
"""Before each block: a daemon that has just begun mirrors its members into `Queue()`."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of CPU per call. `lost` is how many calls did not reach an agent."""

    asterisk_ms: float
    daemon_ms: float
    calls: int
    lost: int

    @property
    def total_ms(self) -> float:
        return self.asterisk_ms + self.daemon_ms


async def cost(centre: CallCentre, side: Side, folder: Path, calls_per_s: int, seconds: int) -> Cost:
    """One block. Raises AssertionError when a caller was not served to his end."""
    office = centre.office
    await centre.serve_by(side)
    await sipp.callers(folder, office.sip, NUMBERS["crowd", side], calls_per_s, WARM_UP_S)
    await office.no_channels()
    pids = [centre.asterisk_pid] + ([office.daemon.pid] if side is Side.CCD else [])
    answered_before = await _answered(centre, side)
    before = [cpu_s(pid) for pid in pids]
    calls = await sipp.callers(folder, office.sip, NUMBERS["crowd", side], calls_per_s, seconds)
    await office.no_channels()
    answered = await _answered(centre, side) - answered_before  # waits until all facts are stored
    spent = [after - b for after, b in zip(map(cpu_s, pids), before, strict=True)]
    per_call = [1000 * s / calls for s in spent]
    return Cost(per_call[0], sum(per_call[1:]), calls, calls - answered)


async def _answered(centre: CallCentre, side: Side) -> int:
    """As the side itself counts."""
    if side is Side.QUEUE:
        shown = await centre.office.asterisk.console("queue show crowd")
        found = re.search(r"C:(\d+)", shown)
        assert found, shown
        return int(found[1])
    return await centre.stored_answers("crowd")
