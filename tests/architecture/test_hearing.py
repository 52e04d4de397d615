"""A memory is told only the kinds of facts that its `Heard` names: one that is missing is never heard."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from tests.architecture.tree import FunctionDef, functions, modules


def listeners() -> Iterator[tuple[Path, FunctionDef, str]]:
    """Functions that take a fact of a union called `…Heard` and tell its kinds apart."""
    for file in modules("ccd"):
        for function in functions(file):
            for argument in function.args.args:
                heard = ast.unparse(argument.annotation) if argument.annotation else ""
                if argument.arg == "fact" and heard.endswith("Heard") and _patterns(function):
                    yield file, function, heard


def _patterns(function: FunctionDef) -> set[str]:
    found = (node.cls for node in ast.walk(function) if isinstance(node, ast.MatchClass))
    return {ast.unparse(kind).rpartition(".")[2] for kind in found}


@pytest.mark.parametrize("listener", [*listeners()], ids=lambda found: f"{found[0].stem}.{found[1].name}")
def test_what_is_told_apart_is_heard(listener: tuple[Path, FunctionDef, str]) -> None:
    file, function, heard = listener
    module: Any = importlib.import_module(".".join(file.with_suffix("").parts))
    named = {kind.__name__ for kind in get_args(getattr(module, heard))}
    assert _patterns(function) <= named, f"name it in `{heard}` of {file}"


def test_there_are_listeners() -> None:
    assert len([*listeners()]) > 8
