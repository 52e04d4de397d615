"""What the pages say of the plan, of the API and of settings is so."""

import re
from functools import cache
from pathlib import Path
from typing import Any, cast, get_args, get_type_hints

import pytest
import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from ccd.api import PREFIX
from ccd.api.app import create_app
from ccd.api.services import Services
from ccd.domain.plan import Plan
from ccd.settings import Settings
from tests.architecture.tree import files, text

PARTS = get_type_hints(Plan, include_extras=True)
PAGES = [file for file in files() if file.suffix == ".md" and file.parent in (Path("docs"), Path())]
EXAMPLES = [
    pytest.param(example, id=f"{page} {number}")
    for page in PAGES
    for number, example in enumerate(re.findall(r"^```yaml\n(.*?)^```", text(page), re.MULTILINE | re.DOTALL))
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_of_plans_are_taken(example: str) -> None:
    """Each is a part of a plan, so it may leave out what it is not about."""
    parts = yaml.load(example, yaml.BaseLoader)
    assert parts.keys() <= Plan.model_fields.keys()
    wrong = [error for key, value in parts.items() for error in _wrong(key, value)]
    assert not wrong


def _wrong(key: str, value: object) -> list[str]:
    try:
        TypeAdapter[Any](PARTS[key]).validate_python(value)
    except ValidationError as error:
        return [f"{key}{e['loc']}: {e['msg']}" for e in error.errors() if e["type"] != "missing"]
    return []


@cache
def routes() -> set[tuple[str, str]]:
    """("GET", "/calls/{}")."""
    paths = create_app(cast(Services, None)).openapi()["paths"]
    return {
        (method.upper(), _shape(path.removeprefix(PREFIX)))
        for path, methods in paths.items()
        for method in methods
    }


def _shape(path: str) -> str:
    return re.sub(r"\{[^}]*\}", "{}", path)


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_requests_are_answered(page: Path) -> None:
    """A name in a path may stand for what is in braces there."""
    there = routes()
    said = re.findall(r"`(?:curl .*)?\b(GET|POST|PUT|PATCH|DELETE) (/[\w/{}-]*)", text(page))
    unknown = [
        f"{method} {path}"
        for method, path in said
        if not any(_means(path, r) for m, r in there if m == method)
    ]
    assert not unknown


def _means(said: str, route: str) -> bool:
    pattern = re.escape(route).replace(r"\{\}", r"(?:\{\w+\}|[\w-]+)")
    return re.fullmatch(pattern, said) is not None


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_settings_exist(page: Path) -> None:
    rooms: dict[str, Any] = {
        name: field.annotation for name, field in Settings.model_fields.items() if _is_room(field.annotation)
    }
    said = re.findall(rf"`({'|'.join(rooms)})\.(\w+)[`= ]", text(page))
    settings = [(room, name) for room, name in said if name != "conf"]  # a file of Asterisk's
    assert not [f"{room}.{name}" for room, name in settings if name not in rooms[room].model_fields]


def _is_room(kind: Any) -> bool:
    return any(isinstance(part, type) and issubclass(part, BaseModel) for part in (kind, *get_args(kind)))
