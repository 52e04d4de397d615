"""`ccd check`: is everything there that the daemon needs? One line each, and how to mend what is not."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from ccd.settings import Settings
from ccd.storage.database import Database
from ccd.storage.errors import StorageAway, StorageFault
from ccd.telephony.ami.link import AmiLink

ASTERISK_VERSION = "22.10."
ASTERISK_MODULES = (
    "chan_pjsip",
    "res_pjsip",
    "res_agi",
    "res_musiconhold",
    "app_dial",
    "app_playback",
    "app_read",
    "app_mixmonitor",
    "app_queue",
    "pbx_config",
)
AMI_TIMEOUT_S = 6.0


@dataclass(frozen=True, slots=True)
class Finding:
    """`said` is what is so when `good`, else what is wrong and how to mend it."""

    what: str
    good: bool
    said: str


async def check(settings: Settings) -> list[Finding]:
    """Everything that can be looked at without disturbing a daemon that is running. Never raises."""
    looks: tuple[Callable[[Settings], Awaitable[list[Finding]]], ...] = (
        _database,
        _asterisk,
        _agi_port,
        _folders,
    )
    return [finding for look in looks for finding in await look(settings)]


async def _database(settings: Settings) -> list[Finding]:
    database = Database(settings.storage.url)
    try:
        revision = await database.revision()
    except (StorageAway, StorageFault) as error:
        return [Finding("database", False, f"{error}. Check storage.url and that the server runs.")]
    finally:
        await database.close()
    if revision is None:
        return [Finding("database", False, "is empty. Run `ccd db upgrade`.")]
    return [Finding("database", True, f"reachable, schema {revision}")]


async def _asterisk(settings: Settings) -> list[Finding]:
    async with _link(settings) as link:
        if not link.connected:
            return [Finding("AMI", False, link.last_error)]
        version = (await link.send({"Action": "CoreSettings"})).get("AsteriskVersion", "unknown")
        missing = [
            module
            for module in ASTERISK_MODULES
            if (await link.send({"Action": "ModuleCheck", "Module": module})).get("Response") != "Success"
        ]
    held = version.startswith(ASTERISK_VERSION)
    return [
        Finding("AMI", True, f"logged in at {settings.ami.host}:{settings.ami.port}"),
        Finding(
            "Asterisk version",
            held,
            version if held else f"{version}: ccd is tested with {ASTERISK_VERSION}x; use docker/asterisk.",
        ),
        Finding(
            "Asterisk modules",
            not missing,
            f"missing: {', '.join(missing)}. Load them in modules.conf."
            if missing
            else f"all {len(ASTERISK_MODULES)} that ccd calls are loaded",
        ),
    ]


@asynccontextmanager
async def _link(settings: Settings) -> AsyncIterator[AmiLink]:
    """Up, or with `last_error` saying why not."""
    answered = asyncio.Event()
    link = AmiLink(settings.ami, lambda event: answered.set())
    link.start()
    try:
        async with asyncio.timeout(AMI_TIMEOUT_S):
            await answered.wait()
    except TimeoutError:
        pass
    try:
        yield link
    finally:
        await link.close()


async def _agi_port(settings: Settings) -> list[Finding]:
    """Free, or taken by a daemon: then it is the API that tells whether it is ours."""
    where = f"{settings.agi.host}:{settings.agi.port}"
    if not settings.agi.token.get_secret_value():
        return [Finding("FastAGI", False, "agi.token is empty: nobody would be let in. Run `ccd setup`.")]
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.agi.host, settings.agi.port))
        except OSError as error:
            if await _answers(settings.api.host, settings.api.port):
                return [Finding("FastAGI", True, f"{where} is held, by the running ccd as it seems")]
            return [
                Finding("FastAGI", False, f"{where}: {error.strerror}. Change agi.port or end who has it.")
            ]
    return [Finding("FastAGI", True, f"{where} is free")]


async def _answers(host: str, port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection(host, port)
    except OSError:
        return False
    writer.close()
    return True


async def _folders(settings: Settings) -> list[Finding]:
    return [
        _writable("recordings folder", settings.asterisk.recordings_dir, "asterisk.recordings_dir"),
        _writable("journal folder", settings.storage.journal_dir, "storage.journal_dir"),
        _writable("generated configuration", settings.asterisk.generated_dir, "asterisk.generated_dir"),
    ]


def _writable(what: str, folder: Path, key: str) -> Finding:
    if not folder.is_dir():
        return Finding(what, False, f"{folder} is no folder. Make it (`ccd setup`) or change {key}.")
    if not os.access(folder, os.W_OK | os.X_OK):
        return Finding(what, False, f"{folder} may not be written by uid {os.geteuid()}. Change its owner.")
    return Finding(what, True, str(folder))
