"""The timers by which callers hear music tick together: on that hangs a quarter of what music costs."""

import asyncio
import re
from itertools import pairwise

import pytest

from tests.e2e.plans import small_office
from tests.e2e.steps import wait_in_support
from tests.office.asterisk import engine
from tests.office.office import Office
from tests.phones.waiting import PATIENCE_S

PLAN = small_office()
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("everyone_signed_out")]

CALLERS = 5
GRID_NS = 5_000_000
TICKS = re.compile(r"^it_value: \(0, (\d+)\)\nit_interval: \(0, 20000000\)$", re.MULTILINE)


async def phases_ns(office: Office) -> list[int]:
    """How far each timer that ticks fifty times a second is before a tick, less whole grids."""
    files = "$(grep -l 'it_interval: (0, 20000000)' /proc/1/fdinfo/*)"
    look = ("exec", office.name, "sh", "-c", f"cat {files}")
    return [int(ns) % GRID_NS for ns in TICKS.findall(await asyncio.to_thread(engine, *look))]


def apart_ns(phases: list[int]) -> int:
    """The shortest piece of the grid that has them all."""
    there = sorted(phases)
    gaps = [after - before for before, after in pairwise(there)]
    return GRID_NS - max(*gaps, there[0] + GRID_NS - there[-1])


async def test_ticks_fall_together(office: Office) -> None:
    """Each timer is read a little after the other, at worst far apart: it is the best look that counts."""
    trunk = await office.trunk()
    calls = [await wait_in_support(trunk, f"090300000{n}") for n in range(CALLERS)]
    looks: list[list[int]] = []
    async with asyncio.timeout(PATIENCE_S):
        while not looks or len(looks[-1]) != CALLERS or apart_ns(looks[-1]) > GRID_NS / 10:
            looks.append(await phases_ns(office))
    for call in calls:
        await call.hang_up()
