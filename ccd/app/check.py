"""`ccd check`: is everything there that the daemon needs? One line each, and how to mend what is not."""

import asyncio
import errno
import os
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path

from ccd.api import PREFIX
from ccd.app.check_browsers import MODULES_FOR_BROWSERS, browsers_of, look_at_door
from ccd.app.check_database import look_at_database
from ccd.app.check_sounds import look_at_sounds
from ccd.app.check_wanted import look_at_certificate, look_at_mail, look_at_opus
from ccd.app.errors import reason_of
from ccd.app.finding import Finding
from ccd.app.sight import in_sight
from ccd.settings import Settings
from ccd.telephony.ami.link import AmiLink

ASTERISK_VERSION = "22.10."
OUR_MODULE = "res_ccd_sequence"
OUR_MODULE_ADVICE = (
    "without it voices are lost after transfers. Run docker/asterisk/build and start Asterisk anew;"
    " for an Asterisk of your own see docker/asterisk/modules/README.md."
)
ASTERISK_MODULES = (
    OUR_MODULE,
    "chan_pjsip",
    "res_pjsip",
    "res_agi",
    "res_musiconhold",
    "app_dial",
    "app_playback",
    "app_read",
    "app_mixmonitor",
    "app_queue",
    "app_record",
    "pbx_config",
)
API_TIMEOUT_S = 2.0


async def check(settings: Settings) -> list[Finding]:
    """Everything that can be looked at without disturbing a daemon that is running. Never raises."""
    looks: tuple[Callable[[Settings], Awaitable[list[Finding]]], ...] = (
        look_at_database,
        _asterisk,
        look_at_sounds,
        _ports,
        _folders,
        look_at_certificate,
        look_at_door,
        look_at_opus,
        look_at_mail,
    )
    return [finding for look in looks for finding in await look(settings)]


async def _asterisk(settings: Settings) -> list[Finding]:
    wanted = (*ASTERISK_MODULES, *(MODULES_FOR_BROWSERS if await browsers_of(settings) else ()))
    try:
        async with in_sight(settings) as link:
            logged_in = Finding("AMI", True, f"logged in at {settings.ami.host}:{settings.ami.port}")
            return [logged_in, await _version(link), await _modules(link, wanted)]
    except (OSError, TimeoutError) as error:
        return [Finding("AMI", False, str(error))]


async def _version(link: AmiLink) -> Finding:
    version = (await link.send({"Action": "CoreSettings"})).get("AsteriskVersion", "unknown")
    held = version.startswith(ASTERISK_VERSION)
    advice = f"{version}: ccd is tested with {ASTERISK_VERSION}x; use docker/asterisk."
    return Finding("Asterisk version", held, version if held else advice)


async def _modules(link: AmiLink, wanted: tuple[str, ...]) -> Finding:
    missing = [
        module
        for module in wanted
        if (await link.send({"Action": "ModuleCheck", "Module": module})).get("Response") != "Success"
    ]
    if missing:
        advice = f"missing: {', '.join(missing)}. Load them in modules.conf."
        if OUR_MODULE in missing:
            advice += f" {OUR_MODULE} is ours: {OUR_MODULE_ADVICE}"
        return Finding("Asterisk modules", False, advice)
    return Finding("Asterisk modules", True, f"all {len(wanted)} that ccd calls are loaded")


async def _ports(settings: Settings) -> list[Finding]:
    """Both are free, or held by a running ccd: then its API says so."""
    agi, api = settings.agi, settings.api
    ours = await _is_ccd(api.host, api.port)
    findings = [
        _port("FastAGI", agi.host, agi.port, "agi", ours),
        _port("API", api.host, api.port, "api", ours),
    ]
    if not agi.token.get_secret_value():
        findings.append(Finding("FastAGI", False, "agi.token is empty: nobody is let in. Run `ccd setup`."))
    return findings


def _port(what: str, host: str, port: int, branch: str, ours: bool) -> Finding:
    try:
        address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(address[0]) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address[4])
    except OSError as error:
        if ours and error.errno == errno.EADDRINUSE:
            return Finding(what, True, f"{host}:{port} is held by the running ccd")
        advice = f"Change {branch}.host or {branch}.port, or end who has it."
        return Finding(what, False, f"{host}:{port}: {reason_of(error)}. {advice}")
    return Finding(what, True, f"{host}:{port} is free")


async def _is_ccd(host: str, port: int) -> bool:
    try:
        async with asyncio.timeout(API_TIMEOUT_S):
            reader, writer = await asyncio.open_connection(host, port)
            try:
                writer.write(f"GET {PREFIX}/health HTTP/1.0\r\n\r\n".encode())
                return (await reader.read()).endswith(b'{"up":true}')
            finally:
                writer.close()
                await writer.wait_closed()
    except (OSError, TimeoutError):
        return False


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
