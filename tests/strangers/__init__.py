"""Strangers by the hundred at one address, played by sipp."""

import signal
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from enum import Enum
from pathlib import Path

from tests.office.ports import free_ports
from tests.phones.transaction import Place
from tests.sipp import start

SCENARIOS = Path(__file__).parent / "scenarios"


class Trick(Enum):
    """What they try; the value is the scenario."""

    REGISTER_STORM = "register-storm"
    SCANNER = "scanner"


@asynccontextmanager
async def strangers(
    trick: Trick, folder: Path, server: Place, host: str, names: Iterable[str], times_per_s: int
) -> AsyncIterator[None]:
    """They go on while the block runs, each time in the next of the names. Raises AssertionError when one was
    answered otherwise than by the scenario, or not at all."""
    process = await start(
        SCENARIOS / f"{trick.value}.xml", folder, (host, free_ports().sip), "-inf", str(_book(folder, names)),
        "-r", str(times_per_s), f"{server[0]}:{server[1]}",
    )  # fmt: skip
    try:
        yield
        process.send_signal(signal.SIGUSR1)  # no new ones; ends when the last has its answer
        code = await process.wait()
        assert code == 0, f"a stranger was not refused as he should be; see {folder}"
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def _book(folder: Path, names: Iterable[str]) -> Path:
    book = folder / "names.csv"
    lines = (f"{name};[authentication username={name} password=guessed]\n" for name in names)
    book.write_text("SEQUENTIAL\n" + "".join(lines))
    return book
