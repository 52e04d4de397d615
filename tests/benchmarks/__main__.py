"""`python -m tests.benchmarks`: measure, print, and keep the figures in RESULTS.md.

With names of parts (`make bench ARGS="waiting floor"`) only those are measured, and nothing is kept.
"""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from statistics import median, quantiles

from tests.benchmarks import floor, simulation, sipp
from tests.benchmarks.call_centre import CallCentre, Side, open_call_centre
from tests.benchmarks.cpu_per_call import Cost, cost
from tests.benchmarks.hang_up_to_ring import gaps_ms
from tests.benchmarks.processes import machine
from tests.benchmarks.results import Line, Results
from tests.benchmarks.waiting import AGENTS, WAITING, Crowd, crowd, few_agents

GAP_BLOCKS = 2
CPU_BLOCKS = 2
RATES = (20, 50)
SECONDS = 20


Part = Callable[[CallCentre, Path, Results], Awaitable[None]]


async def main(parts: Sequence[str]) -> None:
    wanted = parts or [*ON_ASTERISK, *ALONE]
    if unknown := set(wanted) - {*ON_ASTERISK, *ALONE}:
        sys.exit(f"bench: no part {unknown}; there are {[*ON_ASTERISK, *ALONE]}")
    results = Results(RESULTS)
    on_asterisk = [ON_ASTERISK[part] for part in wanted if part in ON_ASTERISK]
    if on_asterisk:
        await _on_asterisk(on_asterisk, results)
    for part in wanted:
        if part in ALONE:
            say(f"{part} …")
            results.lines += ALONE[part]()
    if not parts:
        results.write()
    print(results.table())


async def _on_asterisk(parts: Sequence[Part], results: Results) -> None:
    with tempfile.TemporaryDirectory(prefix="ccd-bench-") as name:
        folder = Path(name)
        say("opens a call centre: 401 phones, Asterisk, ccd …")
        async with open_call_centre(folder) as centre:
            version = await centre.office.asterisk.console("core show version")
            results.machine = machine(version.split(" built")[0].strip())
            async with sipp.agents(folder, centre.agents_port):
                for part in parts:
                    await part(centre, folder, results)


async def _hang_up_to_ring(centre: CallCentre, folder: Path, results: Results) -> None:
    gaps: dict[Side, list[float]] = {side: [] for side in Side}
    for block in range(GAP_BLOCKS):
        for side in Side:
            gaps[side] += await gaps_ms(centre, side)
            say(f"hang-up to ring, block {block + 1}/{GAP_BLOCKS}, {side.value}: {median(gaps[side]):.1f} ms")
    p50 = {side: median(gaps[side]) for side in Side}
    p99 = {side: quantiles(gaps[side], n=100)[98] for side in Side}
    results.lines += [
        Line(
            "agent hang-up to next ring, p50, ms", p50[Side.QUEUE], p50[Side.CCD], "< 10", p50[Side.CCD] < 10
        ),
        Line(
            "agent hang-up to next ring, p99, ms", p99[Side.QUEUE], p99[Side.CCD], "< 50", p99[Side.CCD] < 50
        ),
        Line.ratio("… times quicker at the p50", p50[Side.QUEUE] / p50[Side.CCD], ">= 10", at_least=10),
    ]


async def _cpu_per_call(centre: CallCentre, folder: Path, results: Results) -> None:
    for rate in RATES:
        blocks: dict[Side, list[Cost]] = {side: [] for side in Side}
        for block in range(CPU_BLOCKS):
            for side in Side:
                found = await cost(centre, side, folder, rate, SECONDS)
                blocks[side].append(found)
                say(
                    f"{rate} calls/s for {SECONDS} s, block {block + 1}/{CPU_BLOCKS}, {side.value}: Asterisk "
                    f"{found.asterisk_ms:.2f} + daemon {found.daemon_ms:.2f} ms CPU a call, {found.lost} lost"
                )
        ratios = [c.total_ms / q.total_ms for q, c in zip(blocks[Side.QUEUE], blocks[Side.CCD], strict=True)]
        queue, ccd = (median(c.total_ms for c in blocks[side]) for side in Side)
        daemon = median(c.daemon_ms for c in blocks[Side.CCD])
        lost = sum(c.lost for c in blocks[Side.CCD])
        results.lines += [
            Line(f"CPU per call at {rate} calls/s, ms (of it the daemon {daemon:.2f})", queue, ccd),
            Line.ratio("… ratio", median(ratios), "<= 1.5", at_most=1.5),
            Line(f"calls lost of {sum(c.calls for c in blocks[Side.CCD])} at {rate} calls/s",
                 sum(c.lost for c in blocks[Side.QUEUE]), lost, "0", lost == 0),
        ]  # fmt: skip


async def _waiting(centre: CallCentre, folder: Path, results: Results) -> None:
    found: dict[Side, Crowd] = {}
    async with few_agents(centre):
        for side in Side:
            found[side] = await crowd(centre, side, folder)
            say(
                f"{WAITING} wait, {side.value}: Asterisk {found[side].asterisk:.0f} % + daemon "
                f"{found[side].daemon:.1f} % of a core, next ring {median(found[side].gaps_ms):.1f} ms"
            )
    queue, ccd = found[Side.QUEUE], found[Side.CCD]
    gap = median(ccd.gaps_ms)
    results.lines += [
        Line(f"{WAITING} wait with music, {AGENTS} talk: % of a core (of it the daemon {ccd.daemon:.1f})",
             queue.asterisk, ccd.asterisk + ccd.daemon),
        Line("… agent hang-up to next ring meanwhile, p50, ms", median(queue.gaps_ms), gap, "< 10", gap < 10),
    ]  # fmt: skip


def say(text: str) -> None:
    print(f"bench: {text}", flush=True)


RESULTS = Path(__file__).with_name("RESULTS.md")

ON_ASTERISK: dict[str, Part] = {"gaps": _hang_up_to_ring, "cpu": _cpu_per_call, "waiting": _waiting}
ALONE: dict[str, Callable[[], list[Line]]] = {"floor": floor.lines, "day": lambda: [simulation.day()]}

if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
