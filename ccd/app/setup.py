"""Make a place to run in: folders, ports, and secrets that exist nowhere else."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from ccd.telephony.config.install import give_to_asterisk

FILE = "ccd.toml"


@dataclass(frozen=True, slots=True)
class Ports:
    """`sip_host` is where phones reach us; all else is on loopback."""

    sip_host: str = "0.0.0.0"
    sip: int = 5060
    ami: int = 5038
    agi: int = 4573
    api: int = 8080
    rtp_first: int = 10000
    rtp_last: int = 20000


def set_up(folder: Path, ports: Ports) -> tuple[Path, bool]:
    """The settings file in `folder`, and whether it is new: an old one is never touched, so that its secrets
    stay. Raises OSError when the folder cannot be written."""
    folder = folder.resolve()
    file = folder / FILE
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in ("asterisk", "recordings", "journal", "state", "sounds"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in ("asterisk", "recordings", "state"):
        give_to_asterisk(folder / name)
    if file.exists():
        return file, False
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(_settings(folder, ports))
    return file, True


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
sip_host = "{ports.sip_host}"
sip_port = {ports.sip}
rtp_first = {ports.rtp_first}
rtp_last = {ports.rtp_last}

[storage]
url = "sqlite+aiosqlite:///{folder}/ccd.sqlite"
journal_dir = "{folder}/journal"

[api]
port = {ports.api}
"""
