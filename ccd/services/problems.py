"""pydantic's errors in people's words: where in what they wrote, and what is wrong there."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic_core import ErrorDetails

from ccd.domain.located import Place
from ccd.services.refusals import Invalid, Problem

_WHAT = {
    "missing": "is missing",
    "extra_forbidden": "is not known here; is it spelled right?",
    "tuple_type": "must be a list",
    "dict_type": "must be a table of names and values",
    "model_type": "must be a table of names and values",
    "model_attributes_type": "must be a table of names and values",
    "union_tag_not_found": "needs a `kind`",
}


def invalid(errors: Sequence[ErrorDetails], data: object) -> Invalid:
    """`data` is what was checked; it tells a key of the writer from a name that pydantic put in."""
    problems = tuple(Problem(spelled(place_of(e, data)), what(e)) for e in errors)
    return Invalid("; ".join(f"{p.where}: {p.what}" if p.where else p.what for p in problems), problems)


def what(error: ErrorDetails) -> str:
    return _WHAT.get(error["type"], error["msg"])


def place_of(error: ErrorDetails, data: object) -> Place:
    """The error's place in `data`. pydantic also names the kind of a node, and `[key]` for a key at fault:
    the writer wrote neither."""
    place: list[str | int] = []
    loc = [part for part in error["loc"] if part != "[key]"]
    for i, part in enumerate(loc):
        kind_is_named = isinstance(data, Mapping) and data.get("kind") == part and i + 1 < len(loc)
        if not kind_is_named:
            place.append(part)
            data = _below(data, part)
    return tuple(place)


def spelled(place: Place) -> str:
    """`("queues", 0, "name")` is `queues[0].name`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).removeprefix(".")


def _below(data: Any, part: str | int) -> object:
    try:
        return data[part]
    except (KeyError, IndexError, TypeError):
        return None
