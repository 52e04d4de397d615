"""`ccd run` where it cannot run: one sentence, an exit code, no traceback. And how it stops."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from ccd.storage.journal import Journal
from tests.office.process import PROJECT, Process
from tests.phones.waiting import PATIENCE_S

CCD = (sys.executable, "-m", "ccd")
NO_SERVER = "postgresql+asyncpg://ccd@127.0.0.1:1/ccd"

Env = dict[str, str]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The settings' file, empty: all is said by the environment."""
    file = tmp_path / "ccd.toml"
    file.touch()
    return file


@pytest.fixture
def env(tmp_path: Path, file: Path) -> Env:
    """Settings with which it could run."""
    api, agi, ami = (str(port) for port in free_ports())
    return {
        "CCD_FILE": str(file),
        "CCD_API__PORT": api,
        "CCD_AGI__PORT": agi,
        "CCD_AMI__PORT": ami,
        "CCD_ASTERISK__GENERATED_DIR": f"{tmp_path}/asterisk",
        "CCD_ASTERISK__RECORDINGS_DIR": f"{tmp_path}/recordings",
        "CCD_STORAGE__URL": f"sqlite+aiosqlite:///{tmp_path}/ccd.sqlite",
        "CCD_STORAGE__JOURNAL_DIR": f"{tmp_path}/journal",
    }


def free_ports() -> list[int]:
    with ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(3)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


@pytest.fixture
def stranger() -> Iterator[str]:
    """A port that somebody else listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield str(listener.getsockname()[1])


async def run(env: Env) -> tuple[int | None, str]:
    """Exit code and last line."""
    process = await asyncio.create_subprocess_exec(
        *CCD, "run", env={**os.environ, **env}, cwd=PROJECT,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    async with asyncio.timeout(PATIENCE_S):
        said = (await process.communicate())[0].decode()
    assert "Traceback" not in said, said
    return process.returncode, said.splitlines()[-1]


async def test_a_folder_that_is_none(env: Env, file: Path) -> None:
    """Each of them in turn, told by the setting that names it."""
    for key in ("asterisk.recordings_dir", "asterisk.generated_dir", "storage.journal_dir"):
        code, said = await run({**env, f"CCD_{key.replace('.', '__').upper()}": str(file)})
        assert (code, said.startswith("ccd cannot start: ")) == (1, True), said
        assert said.endswith(f"folder {file}: File exists. Mend its rights or change {key}.")


async def test_a_port_that_is_taken(env: Env, stranger: str) -> None:
    for what, branch in (("API", "api"), ("FastAGI", "agi")):
        code, said = await run({**env, f"CCD_{branch.upper()}__PORT": stranger})
        taken = f"ccd cannot start: {what}: 127.0.0.1:{stranger}: Address already in use."
        assert (code, said.startswith(taken)) == (1, True), said
        assert said.endswith(f"Change {branch}.host or {branch}.port, or end who has it.")


async def test_a_second_ccd(env: Env) -> None:
    journal = Journal.open(Path(env["CCD_STORAGE__JOURNAL_DIR"]))
    code, said = await run(env)
    journal.close()
    assert (code, said.startswith("ccd cannot start: another ccd writes the journal in ")) == (1, True), said


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("nonsense", "storage.url must be sqlite+aiosqlite:///PATH or postgresql+asyncpg://"),
        ("mysql://ccd:very-secret@127.0.0.1/ccd", "storage.url must be "),
        ("sqlite+aiosqlite:///:memory:", "storage.url must be "),
        ("postgresql+asyncpg://ccd:very-secret@127.0.0.1:port/ccd", "storage.url must be "),
        (
            "sqlite+aiosqlite:////nowhere/ccd.sqlite",
            "/nowhere: No such file or directory. Check storage.url.",
        ),
    ],
)
async def test_a_database_that_cannot_be(env: Env, url: str, expected: str) -> None:
    code, said = await run({**env, "CCD_STORAGE__URL": url})
    assert (code, said.startswith("ccd cannot start: database: ")) == (1, True), said
    assert expected in said
    assert "very-secret" not in said


def _replace(file: Path, content: bytes | None) -> None:
    file.unlink()
    if content is not None:
        file.write_bytes(content)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"[api\nport = 1", "{file}: Expected ']'"),
        (b"\xff\xfe", "{file}: 'utf-8' codec"),
        (b"[api]\nprot = 1", "api.prot: "),
        (None, "{file}: No such file or directory. Set CCD_FILE to "),
    ],
)
async def test_settings_that_cannot_be(env: Env, file: Path, content: bytes | None, expected: str) -> None:
    _replace(file, content)
    code, said = await run(env)
    assert (code, said.startswith(f"settings: {expected.format(file=file)}")) == (2, True), said


async def test_it_stops_while_it_waits_for_its_database(env: Env, tmp_path: Path) -> None:
    process = Process([*CCD, "run"], tmp_path / "ccd.log", {**env, "CCD_STORAGE__URL": NO_SERVER})
    await process.start()
    await process.says("the database is away")
    assert await process.stop() == 0
    assert process.said("ccd has stopped")


async def test_a_second_signal_does_not_cut_its_stop_short(env: Env, tmp_path: Path) -> None:
    process = Process([*CCD, "run"], tmp_path / "ccd.log", env)
    await process.start()
    await process.says("ccd is ready")
    os.kill(process.pid, signal.SIGINT)
    assert await process.stop() == 0
    assert process.said("ccd has stopped")


def _read_until(pipe: int, words: str) -> None:
    with open(pipe, encoding="utf-8") as log:
        next(line for line in log if words in line)


async def test_it_runs_on_when_nobody_reads_its_log(env: Env) -> None:
    reading, writing = os.pipe()
    process = await asyncio.create_subprocess_exec(
        *CCD, "run", env={**os.environ, **env}, cwd=PROJECT, stdout=writing, stderr=writing
    )
    os.close(writing)
    await asyncio.to_thread(_read_until, reading, "ccd is ready")
    process.terminate()
    async with asyncio.timeout(PATIENCE_S):
        assert await process.wait() == 0
