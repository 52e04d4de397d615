"""Write the generated files and make Asterisk read what changed."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

import structlog

ASTERISK_UID = 5060
"""User and group `asterisk` in the container (docker/asterisk/Dockerfile)."""

RELOADS = {
    "pjsip.conf": "res_pjsip.so",
    "extensions.conf": "pbx_config.so",
    "queues.conf": "app_queue.so",
    "musiconhold.conf": "res_musiconhold.so",
    "acl.conf": "acl",
    "http.conf": "http",
    "rtp.conf": "res_rtp_asterisk.so",
}
"""Which module reads which file. What is not here (ports, AMI's secret) is read at Asterisk's start only."""

_log = structlog.get_logger(__name__)

Reload = Callable[[str], Awaitable[None]]
"""Reloads one Asterisk module by its name."""


def write(folder: Path, files: Mapping[str, str]) -> list[str]:
    """Each file whole or not at all, mode 0600, readable for Asterisk. Returns the names of those that were
    there and are different now. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    give_to_asterisk(folder)
    changed = []
    for name, text in files.items():
        path = folder / name
        before = path.read_text("utf-8") if path.exists() else None
        if before == text:
            continue
        draft = folder / f".{name}.new"
        with open(
            os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
        ) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        give_to_asterisk(draft)
        draft.replace(path)
        if before is not None:
            changed.append(name)
    return changed


async def install(folder: Path, files: Mapping[str, str], reload: Reload) -> None:
    """`write`, then reload. Raises OSError; a reload that fails is the caller's to see."""
    changed = await asyncio.to_thread(write, folder, files)
    for name in changed:
        if module := RELOADS.get(name):
            await reload(module)
        else:
            _log.warning("restart Asterisk to take this change", file=name)


def give_to_asterisk(path: Path) -> None:
    """Root hands it to the container's user; anybody else is that user there (docker/asterisk/run)."""
    if os.geteuid() == 0:
        os.chown(path, ASTERISK_UID, ASTERISK_UID)
