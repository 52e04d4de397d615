"""`python -m tests.demo [--once]`: set up, open, play two calls, show what was kept; then stay up."""

import asyncio
import contextlib
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import typer

from ccd.app.setup import Ports
from tests.demo.scenes import AGENT_HZ, CALLER, CALLER_HZ, answered_call, lost_in_menu
from tests.demo.story import Story
from tests.office.office import Office, opened
from tests.office.process import PROJECT
from tests.office.recording import listen_to
from tests.phones import declare_tones

PLAN = PROJECT / "docs" / "sample-plan.yaml"


def main(once: bool = False, folder: Path = PROJECT / "var" / "demo") -> None:
    """Play the demo; with --once end after it."""
    asyncio.run(_play(folder, once))


async def _play(folder: Path, once: bool) -> None:
    story = Story()
    declare_tones(CALLER_HZ, AGENT_HZ)
    story.title("An office opens")
    story.tell("demo", "starts Asterisk in its container, and ccd; a few seconds …")
    async with opened(Office(folder, Ports(sip_host="127.0.0.1")), PLAN) as office:
        story.tell("demo", f"SIP at 127.0.0.1:{office.ports.sip}, data in {folder}")
        async with _told(story, office):
            agent, trunk = await office.phone("1001"), await office.trunk()
            await office.sign_in("an")
            story.title("First call: to support")
            await answered_call(story, office, trunk, agent)
            await office.fact("RecordingStored")
            story.title("Second call: a wrong key, then silence")
            await lost_in_menu(story, trunk)
            await office.fact("CallEnded")
        story.title("What was kept")
        await _show(office)
        if not once:
            await _stay(office)


@contextlib.asynccontextmanager
async def _told(story: Story, office: Office) -> AsyncIterator[None]:
    telling = asyncio.create_task(story.follow(office))
    try:
        yield
    finally:
        telling.cancel()
        await asyncio.wait((telling,))


async def _show(office: Office) -> None:
    ...


if __name__ == "__main__":
    typer.run(main)
