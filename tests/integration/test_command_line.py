"""The command line, on a database of its own."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner, Result

from ccd.__main__ import app
from ccd.domain.decided import Began, Decided
from ccd.domain.events import AgentSignedOn
from ccd.domain.facts import AgentSignedIn, Recorded
from ccd.domain.plan import Plan
from ccd.services import plan_file
from ccd.storage.database import Database
from ccd.storage.event_journal import EventJournal
from tests.unit.domain.played import START_MS, office

SAMPLE = Path(__file__).parents[2] / "docs" / "sample-plan.yaml"


def ccd(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), catch_exceptions=False)


def settings_file(folder: Path) -> Path:
    """Empty: all is said by the environment."""
    file = folder / "ccd.toml"
    file.touch()
    return file


@pytest.fixture
def _database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'ccd.sqlite'}"
    monkeypatch.setenv("CCD_FILE", str(settings_file(tmp_path)))
    monkeypatch.setenv("CCD_STORAGE__URL", url)
    monkeypatch.setenv("CCD_AMI__PORT", "1")
    asyncio.run(Database(url).upgrade())


@pytest.mark.usefixtures("_database")
def test_a_plan_goes_in_and_comes_out() -> None:
    loaded = ccd("plan", "load", str(SAMPLE))
    assert (loaded.exit_code, "4 extensions, 2 agents" in loaded.stdout) == (0, True)
    dumped = ccd("plan", "dump").stdout
    assert plan_file.parse(dumped, "dump") == plan_file.load(SAMPLE)
    assert isinstance(plan_file.load(SAMPLE), Plan)


@pytest.mark.usefixtures("_database")
def test_a_bad_plan_is_refused_with_its_lines(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text("country: VN\nqueues:\n  - name: Support\n")
    result = ccd("plan", "load", str(file))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{file}:3:5: queues[0].name: ")
    assert ccd("plan", "dump").stdout.startswith("country: US\n")


def test_a_plan_file_is_checked_without_a_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCD_AMI__PORT", "1")
    counted = "4 extensions, 2 agents, 2 queues, 1 flow, 1 DID"
    checked = ccd("plan", "check", str(SAMPLE))
    assert checked.stdout == f"{SAMPLE} is a plan: {counted}\n"
    assert checked.stderr.startswith("Whether Asterisk has its sounds is not known: AMI at 127.0.0.1:1: ")
    file = tmp_path / "plan.yaml"
    file.touch()
    refused = ccd("plan", "check", str(file))
    assert (refused.exit_code, refused.stderr.startswith(f"{file}: is empty")) == (1, True)


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (["--sip-port", "99999"], "asterisk.sip_port: must be at most 65535"),
        (["--sip-host", "my desk"], "asterisk.sip_host: must be an address or the name of a host"),
        (
            ["--rtp-first", "20000", "--rtp-last", "10000"],
            "asterisk: from rtp_first to rtp_last are too",
        ),
        (["--agi-port", "5038"], "ami.port and agi.port are both 5038: change one"),
    ],
)
def test_what_could_not_run_is_not_set_up(tmp_path: Path, wrong: list[str], fault: str) -> None:
    result = ccd("setup", str(tmp_path / "new"), *wrong)
    assert (result.exit_code, (tmp_path / "new").exists()) == (2, False)
    assert result.stderr.startswith(f"nothing is set up: {fault}")


def test_a_database_without_its_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCD_FILE", str(settings_file(tmp_path)))
    monkeypatch.setenv("CCD_STORAGE__URL", f"sqlite+aiosqlite:///{tmp_path}/none/ccd.sqlite")
    for command in (["user", "list"], ["db", "upgrade"]):
        result = ccd(*command)
        assert result.exit_code == 1
        assert f"{tmp_path}/none: No such file or directory" in result.stderr


@pytest.mark.usefixtures("_database")
def test_users_come_and_go() -> None:
    token = ccd("user", "add", "boss", "--role", "admin").stdout.strip()
    assert token.startswith("ccd_")
    assert ccd("user", "add", "boss", "--role", "admin").stderr == "There is a user boss already.\n"
    assert ccd("user", "add", "an", "--role", "agent", "--agent", "an").exit_code == 1
    ccd("plan", "load", str(SAMPLE))
    assert ccd("user", "add", "an", "--role", "agent", "--agent", "an").exit_code == 0
    listed = ccd("user", "list").stdout
    assert "boss" in listed
    assert "never" in listed
    assert token not in listed
    assert ccd("user", "token", "boss").stdout.strip() not in ("", token)
    assert ccd("user", "remove", "boss").exit_code == 0
    assert ccd("user", "remove", "boss").stderr == "There is no user boss.\n"


def test_without_tables_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCD_FILE", str(settings_file(tmp_path)))
    monkeypatch.setenv("CCD_STORAGE__URL", f"sqlite+aiosqlite:///{tmp_path / 'ccd.sqlite'}")
    result = ccd("user", "list")
    assert result.exit_code == 1
    assert "ccd db upgrade" in result.stderr


def record(folder: Path, extension: str) -> None:
    """A life in which ann, it says, signed in at this extension."""
    journal = EventJournal(folder, 2**20)
    journal.begin(Began(START_MS, office(), [], {}, 0, seed=7))
    fact = AgentSignedIn("ann", extension)
    journal.note(Decided(START_MS, AgentSignedOn("ann"), [Recorded(1, START_MS, fact)]))
    journal.close()


def test_a_recording_is_played_again(tmp_path: Path) -> None:
    record(tmp_path, "1001")
    result = ccd("replay", str(tmp_path))
    assert (result.exit_code, result.stdout) == (0, "1 starts, 1 events: the same 1 facts.\n")


def test_the_first_difference_is_shown(tmp_path: Path) -> None:
    record(tmp_path, "1002")
    result = ccd("replay", str(tmp_path))
    assert result.exit_code == 1
    event, expected, got = result.stdout.splitlines()
    assert event.startswith("Event 1, 2026-")
    assert event.endswith("AgentSignedOn(agent='ann', extension='')")
    assert expected == "expected 1 AgentSignedIn(agent='ann', extension='1002')"
    assert got == "got      1 AgentSignedIn(agent='ann', extension='1001')"


def test_what_is_no_recording_is_refused(tmp_path: Path) -> None:
    result = ccd("replay", str(tmp_path))
    assert result.exit_code == 2
    assert "does not begin with a start" in result.stderr
    gone = ccd("replay", str(tmp_path / "none"))
    assert (gone.exit_code, "cannot be played: No such file or directory." in gone.stderr) == (2, True)


def every(command: Any, name: str = "ccd") -> Iterator[tuple[str, Any]]:
    """(name, command) of all that have no commands below."""
    below = getattr(command, "commands", None)
    for word, sub in (below or {}).items():
        yield from every(sub, f"{name} {word}")
    if below is None:
        yield name, command


@pytest.mark.parametrize(("name", "command"), [*every(get_command(app))])
def test_every_command_says_what_it_does_and_wants(name: str, command: Any) -> None:
    assert command.help.strip().endswith(".")
    silent = [parameter.name for parameter in command.params if not getattr(parameter, "help", None)]
    assert not silent


def test_a_centre_is_simulated() -> None:
    centre = {"arrivals-per-hour": 100, "handling-s": 180, "agents": 7, "hours": 2, "patience-s": 60}
    words = ["simulate", *(f"--{name}={value}" for name, value in centre.items())]
    result = ccd(*words)
    assert result.exit_code == 0
    for said in (
        "service level, strict, 20 s",
        "service level, short call, 20 s",
        "callers, 5.00 erlangs, seed 1",
        "Erlang A asks for 7 agents for 80 % within 20 s.",
    ):
        assert said in result.stdout
    assert ccd(*words).stdout == result.stdout


def test_a_simulated_centre_says_how_many_people_it_takes() -> None:
    """The vector of Erlang C that call centres quote: 14 agents for 200 calls of three minutes an hour."""
    centre = {"arrivals-per-hour": 200, "handling-s": 180, "agents": 14, "hours": 1, "shrinkage": 30}
    result = ccd("simulate", *(f"--{name}={value}" for name, value in centre.items()))
    assert "Erlang C asks for 14 agents for 80 % within 20 s: 20 people" in result.stdout


@pytest.mark.parametrize("wrong", ["--service-level=100", "--shrinkage=100"])
def test_what_no_staff_can_do_is_refused(wrong: str) -> None:
    words = ["--arrivals-per-hour=100", "--handling-s=180", "--agents=7", wrong]
    result = ccd("simulate", *words)
    assert (result.exit_code, "cannot simulate" in result.stderr) == (2, True)


def test_a_centre_without_agents_is_refused() -> None:
    result = ccd("simulate", "--arrivals-per-hour", "100", "--handling-s", "180", "--agents", "0")
    assert result.exit_code == 2
    assert "agents and queues must be greater than 0" in result.stderr
