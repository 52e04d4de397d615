"""Make a place to run in: folders, ports, and secrets that exist nowhere else."""

import os
import secrets
import socket
import tomllib
from dataclasses import dataclass
from pathlib import Path

from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from ccd.app.certificate import make_certificate
from ccd.engine.clock import SystemClock
from ccd.settings import Settings
from ccd.telephony.config.install import give_to_asterisk

FILE = "ccd.toml"


@dataclass(frozen=True, slots=True)
class Ports:
    """`sip_host` is where phones reach us; all else is on loopback."""

    sip_host: str = "0.0.0.0"
    sip: int = 5060
    sip_tls: int = 5061
    sip_wss: int = 8089
    sip_ws: int = 8088
    ami: int = 5038
    agi: int = 4573
    api: int = 8080
    rtp_first: int = 10000
    rtp_last: int = 20000


class AsWritten(Settings):
    """What a file alone says, whatever the environment adds."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


def set_up(folder: Path, ports: Ports) -> tuple[Path, bool]:
    """The settings file in `folder`, and whether it is new: an old one is never touched, so that its secrets
    stay. Raises OSError when the folder cannot be written, ValidationError when it cannot be run so."""
    folder = folder.resolve()
    settings = _settings(folder, ports)
    AsWritten.model_validate(tomllib.loads(settings))
    file = folder / FILE
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in ("asterisk", "recordings", "journal", "state", "sounds"):
        (folder / name).mkdir(exist_ok=True)
    for name in ("asterisk", "recordings", "state"):
        give_to_asterisk(folder / name)
    if file.exists():
        return file, False
    certificate, key = _certificate(folder)
    if not key.exists():
        make_certificate(certificate, key, _our_name(ports.sip_host), SystemClock().now_ms())
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(settings)
    return file, True


def _certificate(folder: Path) -> tuple[Path, Path]:
    return folder / "tls" / "ccd.crt", folder / "tls" / "ccd.key"


def _our_name(sip_host: str) -> str:
    everywhere = sip_host in ("0.0.0.0", "::")
    return socket.gethostname() if everywhere else sip_host


def _settings(folder: Path, ports: Ports) -> str:
    return f"""\
# Settings of ccd; every key and its meaning: ccd/settings.py. Keep this file secret.

[ami]
port = {ports.ami}
secret = "{secrets.token_urlsafe(24)}"

[agi]
port = {ports.agi}
token = "{secrets.token_urlsafe(24)}"

[asterisk]
generated_dir = "{folder}/asterisk"
recordings_dir = "{folder}/recordings"
state_dir = "{folder}/state"
sip_host = "{ports.sip_host}"
sip_port = {ports.sip}
tls_port = {ports.sip_tls}
tls_certificate = "{_certificate(folder)[0]}"
tls_key = "{_certificate(folder)[1]}"
wss_port = {ports.sip_wss}
ws_port = {ports.sip_ws}
rtp_first = {ports.rtp_first}
rtp_last = {ports.rtp_last}

[storage]
url = "sqlite+aiosqlite:///{folder}/ccd.sqlite"
journal_dir = "{folder}/journal"

[api]
port = {ports.api}
"""
