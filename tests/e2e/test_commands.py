"""The command line, as who installs ccd and is called at night meets it: one sentence for each fault."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import structlog
from typer.testing import CliRunner

from ccd.__main__ import app
from ccd.storage.database import Database
from tests.e2e.plans import small_office
from tests.office.office import Office

PLAN = small_office()
pytestmark = pytest.mark.asyncio(loop_scope="module")

NO_SERVER = "postgresql+asyncpg://ccd@127.0.0.1:1/ccd"
NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups") if os.geteuid() == 0 else ()

Settings = dict[str, str]


@pytest.fixture
def stranger() -> Iterator[str]:
    """A port that somebody else listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield str(listener.getsockname()[1])


@pytest.fixture
def free() -> str:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


@pytest.fixture
def file(tmp_path: Path) -> str:
    """A file where a folder should be."""
    path = tmp_path / "file"
    path.touch()
    return str(path)


def check(office: Office, settings: Settings) -> list[str]:
    """What `ccd check` finds wrong in this office with some settings changed. In our own process, because
    there are many of them."""
    try:
        checked = CliRunner().invoke(app, ["check"], env={**office.env, **settings}, catch_exceptions=False)
    finally:
        structlog.reset_defaults()
    wrong = [line for line in checked.output.splitlines() if not line.startswith("ok ")]
    assert checked.exit_code == bool(wrong), checked.output
    return wrong


async def test_check_is_content_with_an_open_office(office: Office) -> None:
    code, said = await office.try_ccd("check")
    assert (code, [line[:5] for line in said.splitlines()]) == (0, ["ok   "] * 9), said
    assert said.count("is held by the running ccd") == 2


def test_check_names_a_fault_of_asterisk(office: Office) -> None:
    wrong_secret = check(office, {"CCD_AMI__SECRET": "wrong"})
    assert [line[:53] for line in wrong_secret] == ["FAIL AMI: AMI refused user ccd: check ami.secret in o"]
    assert check(office, {"CCD_AMI__PORT": "1"}) == [
        "FAIL AMI: AMI at 127.0.0.1:1: Connection refused. "
        "Is Asterisk running, and are ami.host and ami.port right?"
    ]


async def test_check_names_a_module_that_is_missing(office: Office) -> None:
    await office.asterisk.console("module unload app_mixmonitor.so")
    try:
        code, said = await office.try_ccd("check")
    finally:
        await office.asterisk.console("module load app_mixmonitor.so")
    assert code == 1
    assert "FAIL Asterisk modules: missing: app_mixmonitor. Load them in modules.conf." in said


def test_check_names_a_port_that_is_taken(office: Office, stranger: str, free: str) -> None:
    remedy = "or end who has it."
    assert check(office, {"CCD_AGI__PORT": stranger}) == [
        f"FAIL FastAGI: 127.0.0.1:{stranger}: Address already in use. Change agi.host or agi.port, {remedy}"
    ]


async def test_the_plan_is_taken_on_sighup(office: Office) -> None:
    1/0
