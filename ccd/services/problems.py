"""pydantic's errors in people's words: where in what they wrote, and what is wrong there."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic_core import ErrorDetails

from ccd.domain.located import Place
from ccd.services.refusals import Invalid, Problem

_WHAT = {
    "missing": "is missing",
    "extra_forbidden": "is not known here; is it spelled right?",
    "tuple_type": "must be a list",
    "list_type": "must be a list",
    "dict_type": "must be a table of names and values",
    "mapping_type": "must be a table of names and values",
    "model_type": "must be a table of names and values",
    "model_attributes_type": "must be a table of names and values",
    "union_tag_not_found": "needs a `kind`",
    "union_tag_invalid": "there is no kind {tag}; there are {expected_tags}",
    "literal_error": "must be {expected}",
    "enum": "must be {expected}",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a smaller number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "finite_number": "must be a number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "string_type": "must be text",
    "greater_than": "must be more than {gt:.15g}",
    "greater_than_equal": "must be at least {ge:.15g}",
    "less_than": "must be less than {lt:.15g}",
    "less_than_equal": "must be at most {le:.15g}",
    "too_short": "must hold at least {min_length}",
    "too_long": "may hold at most {max_length}",
    "string_too_short": "must have at least {min_length} characters",
    "string_too_long": "must have at most {max_length} characters",
    "date_parsing": "must be a day, like 2026-12-24",
    "date_from_datetime_parsing": "must be a day, like 2026-12-24",
    "date_from_datetime_inexact": "must be a day, like 2026-12-24",
    "date_type": "must be a day, like 2026-12-24",
    "ip_any_network": "must be an address, or a network whose last bits are 0, like 203.0.113.0/28",
    "value_error": "{error}",
}


def invalid(errors: Sequence[ErrorDetails], data: object) -> Invalid:
    """`data` is what was checked; it tells a key of the writer from a name that pydantic put in."""
    problems = tuple(Problem(spelled(place_of(e, data)), what(e)) for e in causes(errors))
    return Invalid("; ".join(f"{p.where}: {p.what}" if p.where else p.what for p in problems), problems)


def causes(errors: Iterable[ErrorDetails]) -> list[ErrorDetails]:
    """Without those that follow from others: a list lacks the items that are wrong, and is too short then."""
    found = list(errors)
    inside = {error["loc"][:i] for error in found for i in range(len(error["loc"]))}
    return [error for error in found if error["type"] != "too_short" or error["loc"] not in inside]


def what(error: ErrorDetails) -> str:
    words = _WHAT.get(error["type"])
    return words.format(**error.get("ctx", {})) if words else error["msg"]


def place_of(error: ErrorDetails, data: object) -> Place:
    """The error's place in `data`. pydantic also names the kind of a node, `[key]` for a key at fault, and
    under which name it found a list that may stand alone: the writer wrote none of them."""
    place: list[str | int] = []
    loc = [part for part in error["loc"] if part != "[key]"]
    for i, part in enumerate(loc):
        kind_is_named = isinstance(data, Mapping) and data.get("kind") == part and i + 1 < len(loc)
        put_in = isinstance(data, list | tuple) and isinstance(part, str)
        if not (kind_is_named or put_in):
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
