"""`python -m tests.demo [--once]`: set up, open, play three calls, show what was kept; then stay up."""

import asyncio
import shutil
import signal
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Annotated

import httpx
import typer

from ccd.app.setup import FILE, Ports
from tests.demo import kept
from tests.demo.scenes import (
    AGENT_HZ,
    CALLER_HZ,
    SUPERVISOR_HZ,
    answered_call,
    lost_in_menu,
    supervised_call,
)
from tests.demo.story import Story
from tests.office.office import Office, opened
from tests.office.ports import usual_or_free_ports
from tests.office.process import PROJECT
from tests.phones import declare_tones
from tests.phones.story import RefusedError

PLAN = PROJECT / "docs" / "sample-plan.yaml"


def main(
    once: Annotated[bool, typer.Option(help="End after the calls.")] = False,
    folder: Annotated[
        Path, typer.Option(help="Where the office is kept; an earlier demo there is removed.")
    ] = PROJECT / "var" / "demo",
) -> None:
    """Play the demo: an office opens, three calls are made, what was kept is shown."""
    if (folder / FILE).exists():
        shutil.rmtree(folder)
    try:
        asyncio.run(_until_stopped(_play(folder.resolve(), usual_or_free_ports(), once)))
    except asyncio.CancelledError:
        raise typer.Exit(130) from None
    except (AssertionError, OSError, RefusedError, httpx.HTTPError) as error:
        typer.echo(f"\nThe demo failed: {error}\nMore is in {folder}/ccd.log and asterisk.log.", err=True)
        raise typer.Exit(1) from error


async def _until_stopped(play: Coroutine[None, None, None]) -> None:
    """A second Ctrl-C cuts nothing short: else its Asterisk would stay."""
    playing = asyncio.create_task(play, name="demo")

    def stop() -> None:
        if not playing.cancelling():
            playing.cancel()

    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, stop)
    await playing


async def _play(folder: Path, ports: Ports, once: bool) -> None:
    office, story = Office(folder, ports), Story()
    declare_tones(CALLER_HZ, AGENT_HZ, SUPERVISOR_HZ)
    story.title("An office opens")
    story.tell("demo", f"sets up {PLAN.name} in {folder}, starts Asterisk in its container, and ccd;")
    story.tell("demo", "about ten seconds …")
    async with opened(office, PLAN):
        story.tell(
            "demo", f"is open: SIP at 127.0.0.1:{office.ports.sip}, everything kept in {office.folder}"
        )
        async with _told(story, office):
            await _calls(story, office)
        await kept.show(story, office)
        if not once:
            await _stay(story)


async def _calls(story: Story, office: Office) -> None:
    agent, trunk = await office.phone("1001"), await office.trunk()
    story.title("First call: to support")
    await answered_call(story, office, trunk, agent)
    story.title("Second call: a wrong key, then silence until the limit")
    await lost_in_menu(story, trunk)
    story.title("Third call: a supervisor listens, whispers, and comes in")
    await office.post("/agents/an/ready")
    await supervised_call(story, office, trunk, agent, await office.phone("1004"))
    await office.fact("SupervisionEnded")


@asynccontextmanager
async def _told(story: Story, office: Office) -> AsyncIterator[None]:
    telling = asyncio.create_task(story.follow(office))
    try:
        yield
    finally:
        telling.cancel()
        await asyncio.wait((telling,))


async def _stay(story: Story) -> None:
    story.title("The office stays open; Ctrl-C closes it")
    with suppress(asyncio.CancelledError):
        await asyncio.get_running_loop().create_future()
    story.tell("demo", "closes")


if __name__ == "__main__":
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(main)
    app()
