"""One fresh office per test module: real Asterisk, real daemon, real phones; audio is told apart by tones."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import yaml

from ccd.app.setup import Ports
from tests.e2e.cable import Cable
from tests.e2e.complaints import unexplained
from tests.e2e.replayed import decides_the_same
from tests.e2e.sounds import SOUNDS
from tests.office.office import Office, opened
from tests.office.ports import free_ports
from tests.office.sounds import write_tone
from tests.phones import declare_tones
from tests.postgres import Postgres


@pytest.fixture(scope="module")
def plan(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The module's own `PLAN`."""
    found: dict[str, Any] = request.module.PLAN
    return found


@pytest.fixture(scope="module")
def env() -> dict[str, str]:
    """Settings in which the module's office differs; a module may have its own fixture of this name."""
    return {}


@pytest.fixture(scope="module")
def ports() -> Ports:
    return free_ports()


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    """For modules whose office is to remember in PostgreSQL: their `env` names it."""
    folder = Path(tempfile.mkdtemp(prefix="ccd-pg-"))  # short: a socket's path has 107 bytes
    try:
        server = Postgres(folder)
        server.start()
        server.create("office")
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def cable(ports: Ports) -> AsyncIterator[Cable]:
    """Between the daemon and AMI, for modules whose `env` leads the daemon to it."""
    cable = Cable(("127.0.0.2", ports.ami), ("127.0.0.1", ports.ami))
    await cable.plug_in()
    yield cable
    await cable.pull()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def office(
    plan: dict[str, Any], ports: Ports, env: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    for name, hz in SOUNDS.items():
        write_tone(folder / "sounds" / f"{name}.wav", hz)
    declare_tones(*SOUNDS.values())
    file = folder / "plan.yaml"
    file.write_text(yaml.safe_dump(plan, sort_keys=False))
    async with opened(Office(folder, ports, env), file) as office:
        yield office
    await decides_the_same(office)
    assert not unexplained(office)


@pytest_asyncio.fixture(loop_scope="module")
async def everyone_signed_out(office: Office) -> None:
    """As a story begins."""
    for agent in await office.get("/agents"):
        await office.post(f"/agents/{agent['name']}/sign-out")


@pytest_asyncio.fixture(autouse=True, loop_scope="module")
async def phones_of_one_story(request: pytest.FixtureRequest) -> AsyncIterator[None]:
    """Each story's phones go with it, and no channel stays."""
    yield
    if "office" in request.fixturenames:
        await request.getfixturevalue("office").put_phones_away()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """A failure is shown with what the daemon and Asterisk said last."""
    outcome = yield
    report = outcome.get_result()
    office = getattr(item, "funcargs", {}).get("office")
    if report.failed and isinstance(office, Office):
        report.sections += [
            ("ccd", office.daemon.tail()),
            ("asterisk", office.asterisk.process.tail()),
            ("folder", str(Path(office.folder))),
        ]
