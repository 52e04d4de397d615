"""Skills: what agents have and callers ask for, each at a level from 1 to 10."""

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from ccd.domain.names import Name

Level = Annotated[int, Field(ge=1, le=10)]
Skills = dict[Name, Level]

Asked = tuple[tuple[str, int], ...]
"""Skills asked for, each at this level or a better one, by name. Nothing asked is `()`."""


def asked_for(*asks: Mapping[str, int]) -> Asked:
    """All of them together: of each skill the highest level."""
    most: dict[str, int] = {}
    for skills in asks:
        for name, level in skills.items():
            most[name] = max(level, most.get(name, 0))
    return tuple(sorted(most.items()))


def weaker(one: Asked, other: Asked) -> Asked:
    """What both ask for."""
    levels = dict(other)
    return tuple((name, min(level, levels[name])) for name, level in one if name in levels)


def has(skills: Mapping[str, int], asked: Asked) -> bool:
    return all(skills.get(name, 0) >= level for name, level in asked)


def spelled(asked: Asked) -> str:
    """As facts carry it: `english:4 french:2`."""
    return " ".join(f"{name}:{level}" for name, level in asked)


def read(text: str) -> Asked:
    """The way back; what is not so spelled is left out."""
    return tuple(sorted((name, int(level)) for name, level in re.findall(r"(\S+):([0-9]{1,2})\b", text)))


def in_words(asked: Asked) -> str:
    """For people: `english 4, french 2`."""
    return ", ".join(f"{name} {level}" for name, level in asked)
