"""Habits that no linter knows: clocks, tasks, imports without effect."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import modules, parsed

CLOCK = Path("ccd/engine/clock.py")
READS_THE_CLOCK = {
    "time.time",
    "time.time_ns",
    "time.monotonic",
    "time.monotonic_ns",
    "datetime.now",
    "datetime.utcnow",
}
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


def defined_in(file: Path) -> set[str]:
    """The names that stand on the left side in a module."""
    assignments = (statement for statement in parsed(file).body if isinstance(statement, ast.Assign))
    return {ast.unparse(target) for assignment in assignments for target in assignment.targets}
