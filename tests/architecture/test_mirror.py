"""The tests mirror the source, so that a module's test is never hunted for."""

from pathlib import Path

from tests.architecture.tree import PROJECT, functions, modules

PLAYED_ELSEWHERE = {
    "ccd/__main__.py": "tests/e2e: an office is set up by the same commands",
    "ccd/api": "tests/integration/api: routes are played over HTTP, by story and not by file",
    "ccd/services": "tests/integration/api: most of them are a question to the database, asked over HTTP",
    "ccd/storage/folding.py": "test_fact_writer and test_rebuild, on both databases",
    "ccd/storage/projections/projection.py": "the tests of the tables that are folded with it",
    "ccd/domain/rules/keeping.py": "test_keeping over HTTP: most of it says again what somebody asked for",
    "ccd/storage/recordings.py": "test_recorder",
    "ccd/storage/rows.py": "test_fact_writer and test_rebuild, on both databases",
    "ccd/storage/schema.py": "test_database",
    "ccd/storage/segments.py": "test_journal",
    "ccd/storage/ticket_opening.py": "test_tickets",
    "ccd/telephony/agi/line.py": "test_session: a line without its session has nothing to say",
    "ccd/app": "tests/e2e: the rooms are opened and closed with a real Asterisk",
}
"""Modules and folders whose honest test is a bigger one, and where that is."""


def mirrored_tests(module: Path) -> set[Path]:
    """`ccd/domain/call.py` has `tests/unit/domain/test_call.py`, `tests/phones/leg.py` has
    `tests/unit/phones/test_leg.py`; a folder of small things of one kind may share one, as
    `ccd/domain/ivr/nodes/` has `tests/unit/domain/ivr/test_nodes.py`. What is nothing without a database, a
    socket or an Asterisk may have it in `tests/integration/` instead."""
    inside = Path(*module.parts[1:])
    tests = [inside.with_name(f"test_{module.name}")]
    if len(inside.parts) > 1:
        tests.append(inside.parent.with_name(f"test_{module.parent.name}.py"))
    return {Path("tests") / tier / test for tier in ("unit", "integration") for test in tests}


def needs_a_test(module: Path) -> bool:
    """Words alone (frozen classes, tables) have nothing to play."""
    elsewhere = any(module.is_relative_to(place) for place in PLAYED_ELSEWHERE)
    return module.name != "__init__.py" and not elsewhere and any(functions(module))


def test_every_module_has_its_test() -> None:
    there = set(modules("tests"))
    untested = [str(m) for m in modules("ccd") if needs_a_test(m) and not mirrored_tests(m) & there]
    assert not untested, f"write the test at the mirrored place, or say where it is played: {untested}"


def test_every_unit_test_stands_beside_what_it_plays() -> None:
    """By folder: a test may also play several modules of one room together."""
    source_folders = {Path(*module.parts[1:-1]) for module in modules("ccd", "tests")}
    unit_tests = [m for m in modules("tests") if m.parts[1] == "unit" and m.name.startswith("test_")]
    assert unit_tests
    orphans = [str(test) for test in unit_tests if Path(*test.parts[2:-1]) not in source_folders]
    assert not orphans, f"there is no such room: {orphans}"


def test_exceptions_are_still_there() -> None:
    gone = [place for place in PLAYED_ELSEWHERE if not (PROJECT / place).exists()]
    assert not gone, f"take it off PLAYED_ELSEWHERE: {gone}"
