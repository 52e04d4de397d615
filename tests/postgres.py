"""A throw-away PostgreSQL: its own cluster in a folder, on a free port of loopback, gone afterwards."""

import os
import shutil
import socket
import subprocess
from collections.abc import Sequence
from pathlib import Path

SETTINGS = {
    "fsync": "off",  # it need not survive the machine, only its own stop
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "40",
    "listen_addresses": "127.0.0.1",
}


def binaries() -> Path | None:
    """Where `initdb` is: the newest of Debian's versions, or beside what is in PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    in_path = shutil.which("initdb")
    return found[-1].parent if found else Path(in_path).parent if in_path else None


class Postgres:
    """PostgreSQL refuses to run as root: then everything is done as the user `postgres`."""

    def __init__(self, folder: Path) -> None:
        bin_folder = binaries()
        assert bin_folder, "there is no PostgreSQL: apt-get install postgresql"
        self._bin = bin_folder
        self._folder = folder
        self._data = folder / "data"
        self.port = _free_port()
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        self._run("initdb", "-D", str(self._data), "-U", "ccd", "-A", "trust", "-E", "UTF8", "--no-sync")

    def url(self, database: str) -> str:
        return f"postgresql+asyncpg://ccd@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        options = [f"-p {self.port}", f"-k {self._folder}", *(f"-c {k}={v}" for k, v in SETTINGS.items())]
        self._run(
            "pg_ctl",
            "-D",
            str(self._data),
            "-w",
            "-l",
            str(self._folder / "log"),
            "-o",
            " ".join(options),
            "start",
        )

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self._data), "-w", "-m", "immediate", "stop")

    def create(self, database: str, template: str = "template0") -> None:
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "ccd", "-T", template, database)

    def _run(self, command: str, *arguments: str) -> None:
        line: Sequence[str] = [str(self._bin / command), *arguments]
        if os.geteuid() == 0:
            line = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *line]
        # pg_ctl's server inherits what we hand over, so pipes would never close
        subprocess.run(
            line, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd=self._folder
        )


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
