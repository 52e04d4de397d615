"""The files of the project, and what stands in the Python ones."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).parents[2]

FunctionDef = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files() -> tuple[Path, ...]:
    """What is in the repository or would be with the next commit, relative to the project."""
    # A clone that belongs to another user is still this project.
    listing = [
        "git",
        "-c",
        "safe.directory=*",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]
    names = subprocess.run(listing, cwd=PROJECT, check=True, capture_output=True, text=True).stdout
    return tuple(sorted(Path(name) for name in set(names.split("\0")) if (PROJECT / name).is_file()))


def modules(*rooms: str) -> list[Path]:
    """The Python files of `ccd`, `tests`, …"""
    return [file for file in files() if file.suffix == ".py" and file.parts[0] in rooms]


def text(file: Path) -> str:
    return (PROJECT / file).read_text(encoding="utf-8")


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(text(file), str(file))


def functions(file: Path) -> Iterator[FunctionDef]:
    return (node for node in ast.walk(parsed(file)) if isinstance(node, FunctionDef))


def classes(file: Path) -> Iterator[ast.ClassDef]:
    return (node for node in ast.walk(parsed(file)) if isinstance(node, ast.ClassDef))
