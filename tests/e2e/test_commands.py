"""The command line of an open office, as who is called at night meets it: one sentence for each fault."""

import asyncio
import copy
import os
import signal
import socket
import sqlite3
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import structlog
import yaml
from typer.testing import CliRunner

from ccd.__main__ import app
from ccd.app.certificate import make_certificate
from ccd.engine.clock import SystemClock
from ccd.settings import DEFAULT_FILE
from ccd.storage.database import Database
from tests.e2e.plans import SUPPORT_DID, small_office
from tests.e2e.sounds import GOODBYE, GREETING, MUSIC
from tests.office.office import Office
from tests.office.sounds import write_tone
from tests.phones.waiting import PATIENCE_S

PLAN = small_office()
PLAN["flows"][0]["nodes"]["menu"]["attempts"] = 10  # a caller stays in it while a plan is loaded
pytestmark = pytest.mark.asyncio(loop_scope="module")

NEARLY_TEN_YEARS_AGO_MS = SystemClock().now_ms() - (3650 - 5) * 86_400_000 + 43_200_000
NO_SERVER = "postgresql+asyncpg://ccd@127.0.0.1:1/ccd"
NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups") if os.geteuid() == 0 else ()


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
def file(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    path.touch()
    return path


async def ccd(office: Office, *words: str, **settings: str) -> tuple[int, list[str]]:
    """Exit code of a command and the lines it prints, with some settings changed. In this process, for there
    are many of them."""
    env = {**office.env, **{f"CCD_{key.upper()}": value for key, value in settings.items()}}
    try:
        done = await asyncio.to_thread(CliRunner().invoke, app, words, env=env, catch_exceptions=False)
    finally:
        structlog.reset_defaults()
    return done.exit_code, done.output.splitlines()


async def wrong(office: Office, **settings: str) -> list[str]:
    """What `ccd check` finds wrong."""
    code, said = await ccd(office, "check", **settings)
    found = [line for line in said if not line.startswith("ok ")]
    assert code == bool(found), said
    return found


async def test_check_is_content_with_an_open_office(office: Office) -> None:
    code, said = await office.try_ccd("check")
    assert (code, [line[:5] for line in said.splitlines()]) == (0, ["ok   "] * 13), said
    assert said.count("is held by the running ccd") == 2


async def test_check_names_what_is_wrong_with_asterisk(office: Office) -> None:
    [refused] = await wrong(office, ami__secret="wrong")
    assert refused.startswith("FAIL AMI: AMI refused user ccd: check ami.secret in our settings against ")
    assert await wrong(office, ami__port="1") == [
        "FAIL AMI: AMI at 127.0.0.1:1: Connection refused. "
        "Is Asterisk running, and are ami.host and ami.port right?"
    ]
    await office.asterisk.console("module unload app_mixmonitor.so")
    missing = await wrong(office)
    await office.asterisk.console("module load app_mixmonitor.so")
    assert missing == ["FAIL Asterisk modules: missing: app_mixmonitor. Load them in modules.conf."]


async def test_sounds_that_are_not_there_are_told_and_may_come_later(
    office: Office, plan: dict[str, Any], plan_file: Path
) -> None:
    typo = [
        "flows[0].nodes.bye.prompts[0]: Asterisk has no sound custom/goodby",
        "queues[1].music: there is no sound in the folder music/jazz of your own sounds",
    ]
    typo = [f"{line}: callers hear nothing there" for line in typo]
    changed = copy.deepcopy(plan)
    changed["queues"][1]["music"] = "jazz"
    changed["flows"][0]["nodes"]["bye"]["prompts"] = ["custom/goodby"]
    write(plan_file, changed)
    for command in ("check", "load"):
        code, said = await ccd(office, "plan", command, str(plan_file))
        assert (code, said[1:]) == (0, [f"warning: {line}" for line in typo])
    await take_stored_plan(office)
    await office.daemon.says("the plan names a sound that is not there", nth=2)
    assert [f"{w['where']}: {w['what']}" for w in await office.get("/plan/warnings")] == typo
    advice = "Copy them there, or correct the plan."
    assert await wrong(office) == [f"FAIL sounds: {typo[0]}; {typo[1]}. {advice}"]
    write_tone(office.folder / "sounds" / "goodby.wav", GOODBYE)
    write_tone(office.folder / "sounds" / "music" / "jazz" / "sax.wav", MUSIC)
    assert await office.get("/plan/warnings") == []
    assert await wrong(office) == []


async def test_check_names_what_is_wrong_with_the_certificate(office: Office, tmp_path: Path) -> None:
    mend = "Change asterisk.tls_certificate or asterisk.tls_key, then restart ccd and Asterisk."
    [gone] = await wrong(office, asterisk__tls_certificate="/nowhere.crt")
    assert gone == f"FAIL certificate: /nowhere.crt: No such file or directory. {mend}"
    key = str(office.folder / "tls" / "ccd.key")
    [other] = await wrong(office, asterisk__tls_certificate=key)
    assert other == f"FAIL certificate: {key}: is no certificate in PEM. {mend}"
    ours = str(office.folder / "tls" / "ccd.crt")
    [swapped] = await wrong(office, asterisk__tls_key=ours)
    assert swapped == f"FAIL certificate: {ours}: is no private key in PEM without a password. {mend}"
    make_certificate(tmp_path / "late.crt", tmp_path / "late.key", "late", NEARLY_TEN_YEARS_AGO_MS)
    [strange] = await wrong(office, asterisk__tls_key=str(tmp_path / "late.key"))
    assert strange == f"FAIL certificate: {tmp_path}/late.key: is not the key of {ours}. {mend}"
    late = {"tls_certificate": str(tmp_path / "late.crt"), "tls_key": str(tmp_path / "late.key")}
    [soon] = await wrong(office, **{f"asterisk__{key}": file for key, file in late.items()})
    assert soon == f"FAIL certificate: {tmp_path}/late.crt: ends in 5 days. {mend}"


async def test_check_names_what_is_wrong_with_mail(office: Office) -> None:
    assert await wrong(office, smtp__host="127.0.0.1", smtp__port="1") == [
        "FAIL mail: 127.0.0.1:1: Connection refused. Change what stands below [smtp] in the settings."
    ]


async def test_check_names_a_centre_that_nobody_may_steer(office: Office, tmp_path: Path) -> None:
    new = f"sqlite+aiosqlite:///{tmp_path}/new.sqlite"
    await Database(new).upgrade()
    assert await wrong(office, storage__url=new) == [
        "FAIL users: no admin may use the API. Run `ccd user add NAME --role admin`."
    ]


async def test_check_names_what_is_wrong_with_ports(office: Office, stranger: str, free: str) -> None:
    taken = f"127.0.0.1:{stranger}: Address already in use. Change "
    [fastagi] = await wrong(office, agi__port=stranger, api__port=free)
    assert fastagi.startswith(f"FAIL FastAGI: {taken}agi.host or agi.port")
    [api] = await wrong(office, api__port=stranger, agi__port=free)
    assert api.startswith(f"FAIL API: {taken}api.host or api.port")
    assert await wrong(office, agi__token="") == [
        "FAIL FastAGI: agi.token is empty: nobody is let in. Run `ccd setup`."
    ]


async def test_check_names_what_is_wrong_with_folders(office: Office, file: Path) -> None:
    for key in ("asterisk.recordings_dir", "storage.journal_dir", "asterisk.generated_dir"):
        [said] = await wrong(office, **{key.replace(".", "__"): str(file)})
        assert said.endswith(f"{file} is no folder. Make it (`ccd setup`) or change {key}.")
    env = {"CCD_FILE": str(DEFAULT_FILE), "CCD_ASTERISK__RECORDINGS_DIR": "/usr"}
    code, said = await office.try_ccd("check", env=env, under=NOBODY)
    assert code == 1
    assert "FAIL recordings folder: /usr may not be written by uid " in said


async def test_check_names_what_is_wrong_with_the_database(office: Office, tmp_path: Path) -> None:
    empty, older = (f"sqlite+aiosqlite:///{tmp_path}/{name}.sqlite" for name in ("empty", "older"))
    await Database(older).upgrade("0003_customers")
    assert await wrong(office, storage__url=empty) == ["FAIL database: it is empty. Run `ccd db upgrade`."]
    [said] = await wrong(office, storage__url=older)
    assert said.startswith("FAIL database: schema 0003_customers is not ")
    assert said.endswith("Run `ccd db upgrade`.")
    with sqlite3.connect(tmp_path / "older.sqlite") as file:
        file.execute("UPDATE alembic_version SET version_num = '9999_future'")
    [said] = await wrong(office, storage__url=older)
    assert said.endswith("A newer ccd made it: install that one.")
    for url in (NO_SERVER, "sqlite+aiosqlite:////nowhere/ccd.sqlite", "nonsense"):
        [said] = await wrong(office, storage__url=url)
        assert said.startswith("FAIL database: ")
        assert said.endswith("Check storage.url, and that the server runs.")


@pytest_asyncio.fixture(loop_scope="module")
async def plan_file(office: Office, plan: dict[str, Any]) -> AsyncIterator[Path]:
    """A plan to change; at the end the office has its own again."""
    file = office.folder / "next-plan.yaml"
    write(file, plan)
    yield file
    await office.put_phones_away()
    write(file, plan)
    await ccd(office, "plan", "load", str(file))
    await take_stored_plan(office)


def write(file: Path, plan: dict[str, Any]) -> None:
    file.write_text(yaml.safe_dump(plan, sort_keys=False))


async def take_stored_plan(office: Office) -> None:
    """SIGHUP"""
    taken = len(office.daemon.said("the stored plan is taken"))
    os.kill(office.daemon.pid, signal.SIGHUP)
    await office.daemon.says("the stored plan is taken", nth=taken + 1)


async def test_a_plan_is_loaded_whole_or_not_at_all(office: Office, plan_file: Path) -> None:
    before = await ccd(office, "plan", "dump")
    for content, expected in (
        ("country: VN\nqueues: [", "2:10: "),
        ("country: VN\nqueues:\n  - name: new\n    members: [nobody]\n", "4:15: queues[0].members[0]: "),
    ):
        await asyncio.to_thread(plan_file.write_text, content)
        code, [said] = await ccd(office, "plan", "load", str(plan_file))
        assert (code, said.startswith(f"{plan_file}:{expected}")) == (1, True), said
    assert await ccd(office, "plan", "dump") == before


async def test_the_next_call_follows_the_plan_that_was_loaded(
    office: Office, plan: dict[str, Any], plan_file: Path
) -> None:
    trunk = await office.trunk()
    closed = {"name": "main", "start": "bye", "nodes": {"bye": plan["flows"][0]["nodes"]["bye"]}}
    extensions = [*plan["extensions"], {"number": "1004"}]
    write(plan_file, {**plan, "flows": [closed], "extensions": extensions})
    await ccd(office, "plan", "load", str(plan_file))
    under_way = await trunk.call(SUPPORT_DID, from_number="0911000001")
    await under_way.hears_only({GREETING})

    await take_stored_plan(office)
    call = await trunk.call(SUPPORT_DID, from_number="0911000002")
    await call.hears_only({GOODBYE})
    await under_way.hears_only({GREETING})
    assert (await office.phone("1004")).is_registered


async def test_a_stored_plan_that_is_none_is_not_taken(office: Office, plan_file: Path) -> None:
    """It may be that somebody writes into the database by hand."""
    with sqlite3.connect(office.folder / "ccd.sqlite") as database:
        database.execute("UPDATE plan_items SET body = '{}' WHERE kind = 'queue' AND name = 'sales'")
    os.kill(office.daemon.pid, signal.SIGHUP)
    said = await office.daemon.says("the plan stays as it was")
    assert "Load one that is: `ccd plan load`" in said
    code, [said] = await ccd(office, "plan", "dump")
    assert (code, said.startswith("The stored plan is not valid: queues[1].name: is missing.")) == (1, True)
    assert (await office.get("/queues/sales"))["name"] == "sales"


async def test_a_plan_that_was_loaded_while_the_daemon_was_away_reaches_asterisk(
    office: Office, plan: dict[str, Any], plan_file: Path
) -> None:
    write(plan_file, {**plan, "extensions": [*plan["extensions"], {"number": "1005"}]})
    await office.daemon.stop()
    await ccd(office, "plan", "load", str(plan_file))
    await office.come_back()
    async with asyncio.timeout(PATIENCE_S):
        while "1005" not in await office.asterisk.console("pjsip show endpoints"):
            pass
    assert (await office.phone("1005")).is_registered


async def test_users_come_and_go(office: Office) -> None:
    async def may_ask(token: str) -> bool:
        answer = await office.api.get("/queues", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code in (200, 401)
        return answer.is_success

    _, [first] = await ccd(office, "user", "add", "boss", "--role", "supervisor")
    assert await may_ask(first)
    _, [second] = await ccd(office, "user", "token", "boss")
    assert (await may_ask(first), await may_ask(second)) == (False, True)
    _, listed = await ccd(office, "user", "list")
    assert [line for line in listed if "boss" in line and "supervisor" in line]
    assert await ccd(office, "user", "remove", "boss") == (0, [])
    assert not await may_ask(second)
    assert await ccd(office, "user", "remove", "boss") == (1, ["There is no user boss."])
