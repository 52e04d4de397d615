"""The tests mirror the source, so that a module's test is never hunted for."""

from pathlib import Path

from tests.architecture.tree import functions, modules

PLAYED_ELSEWHERE: dict[str, str] = {
    "ccd/__main__.py": "tests/e2e: the command line is what operators use there",
}
"""Modules whose only honest test is a bigger one, and where that is."""


def mirrored_tests(module: Path) -> set[Path]:
    """`ccd/domain/call.py` has `tests/unit/domain/test_call.py`, `tests/phones/leg.py` has
    `tests/unit/phones/test_leg.py`. What is nothing without a database, a socket or an Asterisk may have it
    in `tests/integration/` instead."""
    inside = Path(*module.parts[1:]).with_name(f"test_{module.name}")
    return {Path("tests") / tier / inside for tier in ("unit", "integration")}


def needs_a_test(module: Path) -> bool:
    """Words alone (frozen classes, tables) have nothing to play."""
    return module.name != "__init__.py" and str(module) not in PLAYED_ELSEWHERE and any(functions(module))


def test_every_module_has_its_test() -> None:
    there = set(modules("tests"))
    untested = [str(m) for m in modules("ccd") if needs_a_test(m) and not mirrored_tests(m) & there]
    assert not untested, f"write the test at the mirrored place, or say where it is played: {untested}"


def test_every_unit_test_has_its_module() -> None:
    mirrored = {test for module in modules("ccd", "tests") for test in mirrored_tests(module)}
    unit_tests = {m for m in modules("tests") if m.parts[1] == "unit" and m.name.startswith("test_")}
    assert unit_tests
    orphans = sorted(map(str, unit_tests - mirrored))
    assert not orphans, f"a unit test is named after the module it plays: {orphans}"


def test_exceptions_are_still_needed() -> None:
    there = set(modules("ccd", "tests"))
    stale = [m for m in PLAYED_ELSEWHERE if Path(m) not in there or mirrored_tests(Path(m)) & there]
    assert not stale, f"take it off PLAYED_ELSEWHERE: {stale}"
