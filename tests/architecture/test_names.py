"""Names say what a thing is, and rooms say what holds in them."""

import ast
import re

from tests.architecture.tree import classes, modules, parsed

SAYS_NOTHING = {"manager", "handler", "helper", "helpers", "util", "utils", "base", "misc", "common"}


def words(name: str) -> set[str]:
    """`CallManager` and `call_manager` are both call, manager."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def test_words() -> None:
    assert words("CallManager") == words("call_manager") == {"call", "manager"}
    assert words("AMILink") == {"ami", "link"}
    assert words("database") == {"database"}


def test_names_say_something() -> None:
    named = [(file, part) for file in modules("ccd", "tests") for part in file.with_suffix("").parts]
    named += [(file, found.name) for file in modules("ccd", "tests") for found in classes(file)]
    vague = sorted({f"{file}: {name}" for file, name in named if words(name) & SAYS_NOTHING})
    assert not vague, f"name the thing, not that there is one: {vague}"


def test_every_package_says_what_it_is() -> None:
    silent = [str(f) for f in modules("ccd") if f.name == "__init__.py" and not ast.get_docstring(parsed(f))]
    assert not silent, f"open with a docstring: {silent}"


def test_every_room_opens_with_its_house_rules() -> None:
    rooms = [f for f in modules("ccd") if f.name == "__init__.py" and len(f.parts) == 3]
    assert rooms
    lawless = [str(f) for f in rooms if "House rules:" not in (ast.get_docstring(parsed(f)) or "")]
    assert not lawless, f"say what holds in this room ('House rules: …'): {lawless}"


def test_every_module_says_what_it_is() -> None:
    silent = [str(f) for f in modules("ccd") if not ast.get_docstring(parsed(f))]
    assert not silent, f"one sentence on top of the file: {silent}"
