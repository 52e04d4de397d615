"""sipp, which plays callers, phones or strangers by the hundred, and says if one fared otherwise."""

import asyncio
from pathlib import Path

from tests.office.ports import free_ports
from tests.phones.transaction import Place


async def start(scenario: Path, folder: Path, place: Place, *options: str) -> asyncio.subprocess.Process:
    """At that place. What it says goes to a log in `folder` that is named after the scenario."""
    log = (folder / f"{scenario.stem}.log").open("ab")
    with log:
        return await asyncio.create_subprocess_exec(
            "sipp", "-sf", str(scenario), "-i", place[0], "-p", str(place[1]),
            "-mp", str(free_ports().sip), "-nostdin", "-trace_err", *options,
            cwd=folder, stdout=log, stderr=log, stdin=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
