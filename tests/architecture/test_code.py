"""Habits that no linter knows: clocks, tasks, imports without effect."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import modules, parsed, text

CLOCK = Path("ccd/engine/clock.py")
READS_THE_CLOCK = {
    "time.time",
    "time.time_ns",
    "time.monotonic",
    "time.monotonic_ns",
    "datetime.now",
    "datetime.utcnow",
}
CALLED_BY_OTHERS = ("test_", "Test", "pytest_", "pytestmark", "__")
STARTS_A_TASK = {"asyncio.create_task", "asyncio.ensure_future", "loop.create_task"}


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Every call, with the last two names of what is called: `datetime.now`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, ".".join(ast.unparse(node.func).split(".")[-2:])


def test_only_the_engine_owns_a_clock() -> None:
    elsewhere = [
        f"{file}:{call.lineno} {name}"
        for file in modules("ccd")
        for call, name in calls(parsed(file))
        if name in READS_THE_CLOCK and file != CLOCK
    ]
    assert not elsewhere, f"take the time as an argument: {elsewhere}"


def test_what_people_write_is_judged_in_words() -> None:
    """A pattern alone is told by pydantic as it stands, and nobody who plans an office reads those."""
    bare = [
        f"{file}:{call.lineno}"
        for room in ("ccd/domain", "ccd/api")
        for file in modules(room)
        for call, _ in calls(parsed(file))
        if "pattern" in {keyword.arg for keyword in call.keywords} and file != Path("ccd/domain/spelled.py")
    ]
    assert not bare, f"say it with Spelled, in words: {bare}"


def test_tasks_are_named_and_kept() -> None:
    """The event loop holds tasks weakly: one that nobody keeps may vanish in mid-work. And without a name a
    stuck one tells nothing."""
    lost = []
    for file in modules("ccd"):
        dropped = {id(node.value) for node in ast.walk(parsed(file)) if isinstance(node, ast.Expr)}
        for call, name in calls(parsed(file)):
            if name in STARTS_A_TASK and (
                id(call) in dropped or "name" not in {k.arg for k in call.keywords}
            ):
                lost.append(f"{file}:{call.lineno}")
    assert not lost, f"keep the task, and give it a name=: {lost}"


def test_importing_does_nothing() -> None:
    """A module may finish what it defines (`router.include_router(...)`), and touch nothing else."""
    effects = [
        f"{file}:{statement.lineno} {ast.unparse(statement)[:60]}"
        for file in modules("ccd")
        for statement in parsed(file).body
        if isinstance(statement, ast.Expr)
        and isinstance(call := statement.value, ast.Call)
        and ast.unparse(call.func).split(".")[0] not in defined_in(file)
    ]
    assert not effects, f"do it where it is called for: {effects}"


def test_nothing_stands_there_for_nobody() -> None:
    """What is defined in `ccd` is used in `ccd`: a test alone keeps nothing alive."""
    ours = words_of("ccd")
    for room, spoken in (("ccd", ours), ("tests", ours + words_of("tests"))):
        named = [(file, name) for file in modules(room) for name in named_in(file) if spoken[name] == 1]
        unused = [f"{file}: {name}" for file, name in named if not name.startswith(CALLED_BY_OTHERS)]
        assert not unused


def words_of(room: str) -> Counter[str]:
    return Counter(word for file in modules(room) for word in re.findall(r"\w+", text(file)))


def named_in(file: Path) -> Iterator[str]:
    """Functions and classes that no decorator takes, and constants."""
    for statement in parsed(file).body:
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() if not statement.decorator_list:
                yield statement.name
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name


def defined_in(file: Path) -> set[str]:
    """The names that stand on the left side in a module."""
    assignments = (statement for statement in parsed(file).body if isinstance(statement, ast.Assign))
    return {ast.unparse(target) for assignment in assignments for target in assignment.targets}
