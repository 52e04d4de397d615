"""What the kernel and the machine tell about themselves."""

import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

_TICKS_PER_S = os.sysconf("SC_CLK_TCK")


def cpu_s(pid: int) -> float:
    """CPU time of a process so far, user and system, all its threads."""
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    user, system = after_name[11:13]
    return (int(user) + int(system)) / _TICKS_PER_S


def load_average() -> float:
    """Of the last minute."""
    return os.getloadavg()[0]


def machine(asterisk_version: str) -> list[tuple[str, str]]:
    """Label and value, for people."""
    return [
        ("date", f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"),
        ("CPU", f"{_field('/proc/cpuinfo', 'model name')}, {os.cpu_count()} cores"),
        ("memory", f"{int(_field('/proc/meminfo', 'MemTotal').split()[0]) / 2**20:.0f} GiB"),
        ("kernel", f"{platform.system()} {platform.release()}"),
        ("Asterisk", asterisk_version),
        ("Python", f"{platform.python_implementation()} {sys.version.split()[0]}"),
        ("load before the run", f"{load_average():.2f}"),
    ]


def _field(file: str, name: str) -> str:
    lines = (line.partition(":") for line in Path(file).read_text().splitlines())
    return next((value.strip() for label, _, value in lines if label.strip() == name), "unknown")
