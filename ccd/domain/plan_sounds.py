"""The sounds and the music that a plan names. Whether they are there only Asterisk can say."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from ccd.domain.located import Place
from ccd.domain.names import PROMPT, Prompt
from ccd.domain.plan import Plan

USUAL_MUSIC = "default"
"""The class that Asterisk's own folder is."""


def sounds_of(plan: Plan) -> list[tuple[Place, str]]:
    """Each with where it is named; of a folder of digits its `0`."""
    return [*_named(plan, ())]


def music_of(plan: Plan) -> list[tuple[Place, str]]:
    """The classes, the usual one left out."""
    named = ((("queues", i, "music"), queue.music) for i, queue in enumerate(plan.queues))
    return [(place, music) for place, music in named if music != USUAL_MUSIC]


def _named(value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    match value:
        case BaseModel():
            for name, field in type(value).model_fields.items():
                inside, where = getattr(value, name), (*place, name)
                if PROMPT in field.metadata:
                    yield where, f"{inside}/0"
                elif field.annotation == tuple[Prompt, ...]:
                    yield from ((((*where, i)), sound) for i, sound in enumerate(inside))
                else:
                    yield from _named(inside, where)
        case dict():
            for key, inside in value.items():
                yield from _named(inside, (*place, key))
        case tuple():
            for i, inside in enumerate(value):
                yield from _named(inside, (*place, i))
