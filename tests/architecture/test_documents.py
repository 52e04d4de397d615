"""What is written for people is true of the tree."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from ccd.__main__ import app
from tests.architecture.tree import PROJECT, files, text

DOCUMENTS = [file for file in files() if file.suffix == ".md"]
DECISIONS = [file for file in DOCUMENTS if file.parent == Path("docs/decisions")]
SECTIONS = ["## Context", "## Decision", "## Consequences", "## How it was measured"]
PAGE_LINES = 60

NOT_OURS_TO_NAME = re.compile(
    r"(?<![\w.}])/(?:work|shared|farm)/|/tmp/ccd[-]"
    r"|pypi\.org|pythonhosted\.org|docker\.io|quay\.io|ghcr\.io|npmjs\.|debian\.org"
)
"""Folders of one machine, and hosts of package registries: whoever builds has his own."""

TEXT = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".conf",
    ".yml",
    ".yaml",
    ".html",
    ".css",
    ".js",
    ".mako",
    ".service",
    "",
}


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_make_targets_exist(document: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", text(Path("Makefile")), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z-]+)", code_in(document)))
    assert named <= targets, f"the Makefile has no {sorted(named - targets)}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_commands_exist(document: Path) -> None:
    for words in re.findall(r"(?:^|`|bin/)ccd ([a-z]+(?: [a-z]+)?)", code_in(document), re.MULTILINE):
        command: Any = get_command(app)
        for word in words.split():
            if hasattr(command, "commands"):
                assert word in command.commands, f"there is no `ccd {words}`"
                command = command.commands[word]


def code_in(document: Path) -> str:
    """What stands in fences and backticks."""
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text(document), re.DOTALL))


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_links_lead_somewhere(document: Path) -> None:
    prose = re.sub(r"```.*?```|`[^`\n]+`", "", text(document), flags=re.DOTALL)
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", prose)]
    local = [link for link in links if link and "://" not in link]
    dead = [link for link in local if not (PROJECT / document.parent / link).exists()]
    assert not dead


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_paths_exist(document: Path) -> None:
    """A path in backticks is a place in this project, unless a placeholder in it is the reader's to choose.
    Our prompts are called `ccd/welcome`, so in the package only files and folders count."""
    rooms = "|".join(sorted({re.escape(file.parts[0]) for file in files() if len(file.parts) > 1}))
    named = re.findall(rf"`((?:{rooms})/[\w./-]*)`", text(document))
    places = [path for path in named if not re.fullmatch(r"ccd/[^.]*\w|.*\b(x|NAME)\b.*", path)]
    dead = [path for path in places if not (PROJECT / path).exists()]
    assert not dead


def test_decisions_are_numbered() -> None:
    numbers = [int(file.name[:4]) for file in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("decision", DECISIONS, ids=str)
def test_decisions_are_one_page(decision: Path) -> None:
    lines = text(decision).splitlines()
    assert [line for line in lines if line.startswith("## ")] == SECTIONS
    assert len(lines) <= PAGE_LINES


def test_nothing_names_what_is_not_ours() -> None:
    found = [
        f"{file}:{number}: {line.strip()}"
        for file in files()
        if file.suffix in TEXT
        for number, line in enumerate(text(file).splitlines(), 1)
        if NOT_OURS_TO_NAME.search(line)
    ]
    assert not found


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads(text(Path("pyproject.toml")))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    locked = {_name(line) for line in text(Path("constraints.txt")).splitlines() if not line.startswith("#")}
    assert {_name(line) for line in wanted} <= locked, "run make lock"


def _name(requirement: str) -> str:
    name = re.match(r"[\w.-]+", requirement)
    assert name
    return re.sub(r"[-_.]+", "-", name[0]).lower()
