"""`docker/asterisk/run` where a container of that name is there already. What it starts waits for files that
never come: Asterisk itself is not needed."""

import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.office.asterisk import engine
from tests.office.process import PROJECT, Process

IMAGE = "localhost/ccd-asterisk:22.10"
STARTED = "waiting for /etc/ccd/pjsip.conf"


def a_run(folder: Path, name: str) -> Process:
    (folder / "config").mkdir(exist_ok=True)
    command = [PROJECT / "docker/asterisk/run", "--name", name, "--config", folder / "config"]
    return Process([*map(str, command), "--recordings", str(folder / "recordings")], folder / "run.log")


@pytest_asyncio.fixture
async def run(tmp_path: Path) -> AsyncIterator[Process]:
    name = f"ccd-run-{secrets.token_hex(4)}"
    process = a_run(tmp_path, name)
    yield process
    await process.stop()
    engine("rm", "--force", name)


def name_of(run: Process) -> str:
    return run.command[run.command.index("--name") + 1]


def test_recordings_may_be_kept_below_the_home_of_root() -> None:
    """Where root's clone is, they have the same path inside."""
    assert engine("run", "--rm", "--network", "host", IMAGE, "sh", "-c", "cd /root && pwd") == "/root\n"


@pytest.mark.parametrize("left", ["created", "exited"])
async def test_what_a_crash_left_of_that_name_is_removed(run: Process, left: str) -> None:
    engine("create", "--name", name_of(run), "--entrypoint", "true", IMAGE)
    if left == "exited":
        engine("start", "--attach", name_of(run))
    await run.start()
    await run.says(STARTED)


async def test_it_starts_at_once_after_it_was_killed(run: Process) -> None:
    """Whoever removes the old container may still be at it."""
    for _ in range(5):
        await run.start()
        await run.says(STARTED)
        engine("kill", "--signal", "KILL", name_of(run))
        await run.stop()
    await run.start()
    await run.says(STARTED)


async def test_one_that_runs_is_left_alone(run: Process, tmp_path: Path) -> None:
    await run.start()
    await run.says(STARTED)
    second = a_run(tmp_path, name_of(run))
    await second.start()
    await second.says(f"run: {name_of(run)} runs already; `docker/engine stop {name_of(run)}` ends it.")
    assert await second.ended() == 1
    assert engine("inspect", "--format", "{{.State.Running}}", name_of(run)) == "true\n"
