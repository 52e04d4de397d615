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
INDEX_OF_DECISIONS = Path("docs/decisions/README.md")
DECISIONS = [
    file for file in DOCUMENTS if file.parent == INDEX_OF_DECISIONS.parent and file != INDEX_OF_DECISIONS
]
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
    links = [link.partition("#") for link in re.findall(r"\]\(([^)\s]+)\)", prose) if "://" not in link]
    dead = [path for path, _, _ in links if not (PROJECT / document.parent / path).exists()]
    assert not dead
    lost = [f"{path}#{part}" for path, _, part in links if part and part not in headings(document, path)]
    assert not lost, f"there is no such heading: {lost}"


def headings(document: Path, link: str) -> set[str]:
    """As a link spells them; `link` is empty within the document."""
    target = (PROJECT / document.parent / link).resolve() if link else PROJECT / document
    titles = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles}


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


def test_decisions_are_in_their_index() -> None:
    titles = [text(file).partition("\n")[0].removeprefix("# ") for file in DECISIONS]
    listed = [
        f"{number}. [{title}]({file.name})"
        for (number, title), file in zip((t.split(". ", 1) for t in titles), DECISIONS, strict=True)
    ]
    index = text(INDEX_OF_DECISIONS).splitlines()
    assert [line for line in index if re.match(r"\d", line)] == listed


@pytest.mark.parametrize("decision", DECISIONS, ids=str)
def test_decisions_are_one_page(decision: Path) -> None:
    lines = text(decision).splitlines()
    assert [line for line in lines if line.startswith("## ")] == SECTIONS
    assert len(lines) <= PAGE_LINES


def test_every_page_is_in_the_readme() -> None:
    pages = {file.as_posix() for file in DOCUMENTS if file.parent == Path("docs")}
    named = set(re.findall(r"`(docs/[\w-]+\.md)`", text(Path("README.md"))))
    assert named == pages


def test_every_context_of_the_dialplan_is_explained() -> None:
    folder = Path("asterisk-config")
    rendered = {"ccd-codes"}
    written = set()
    for file in files():
        if file.parent == folder and file.name.startswith("extensions"):
            written |= set(re.findall(r"^\[(ccd-[a-z-]+)\]", text(file), re.MULTILINE))
    explained = re.findall(r"^\| `(ccd-[a-z-]+)` \|", text(folder / "README.md"), re.MULTILINE)
    assert set(explained) == written | rendered


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
