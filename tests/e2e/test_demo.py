"""The demo, as a visitor plays it."""

import asyncio
import sys
from pathlib import Path

from tests.office.process import PROJECT

LINES = (
    "both phones  hear each other: the caller 701 Hz, the agent 503 Hz",
    "caller's phone  was told good-bye",
    "supervisor  dials 5551001 and hears both: 503 and 701 Hz",
    "both phones  An hears the whisper (907 Hz), the caller does not",
    "both phones  hear the supervisor, who has come in",
    "ticket   1: open, queue support, agent an",
    "tones found: left (caller) 503 Hz, right (agent) 701 Hz",
)


async def test_it_plays_to_its_end(tmp_path: Path) -> None:
    demo = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.demo", "--once", "--folder", str(tmp_path / "demo")),
        cwd=PROJECT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said = (await asyncio.wait_for(demo.communicate(), 180))[0].decode()
    assert demo.returncode == 0, said
    for line in LINES:
        assert line in said, said
