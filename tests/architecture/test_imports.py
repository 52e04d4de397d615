"""The import contracts of pyproject.toml; `make check` reports them in full."""

import subprocess
import sys
from pathlib import Path

from tests.architecture.tree import PROJECT


def test_contracts() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    run = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
