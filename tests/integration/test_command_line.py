"""The command line, on a database of its own."""

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ccd.__main__ import app
from ccd.domain.plan import Plan
from ccd.services import plan_file
from ccd.storage.database import Database

SAMPLE = Path(__file__).parents[2] / "docs" / "sample-plan.yaml"


def ccd(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), catch_exceptions=False)


@pytest.fixture
def _database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'ccd.sqlite'}"
    monkeypatch.setenv("CCD_FILE", os.devnull)
    monkeypatch.setenv("CCD_STORAGE__URL", url)
    asyncio.run(Database(url).upgrade())


@pytest.mark.usefixtures("_database")
def test_a_plan_goes_in_and_comes_out() -> None:
    assert ccd("plan", "load", str(SAMPLE)).exit_code == 0
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
    monkeypatch.setenv("CCD_FILE", os.devnull)
    monkeypatch.setenv("CCD_STORAGE__URL", f"sqlite+aiosqlite:///{tmp_path / 'ccd.sqlite'}")
    result = ccd("user", "list")
    assert result.exit_code == 1
    assert "ccd db upgrade" in result.stderr
