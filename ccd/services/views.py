"""What is shown of stored rows, and pages of it."""

import base64
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from ccd.services.refusals import Invalid, Problem
from ccd.storage.queries.page import Key, Values

LARGEST_ID = 2**63 - 1
Whole = Annotated[int, Field(ge=0, le=LARGEST_ID)]
Text = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]

ByNumber: TypeAdapter[Key] = TypeAdapter(tuple[Whole])
ByText: TypeAdapter[Key] = TypeAdapter(tuple[Text])
ByMomentAndText: TypeAdapter[Key] = TypeAdapter(tuple[Whole, Text])
"""The shapes of keys that lists are sorted by."""


class View(BaseModel):
    """Moments are `*_at_ms`: milliseconds since the Unix epoch."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)


ViewT = TypeVar("ViewT", bound=View)


class Page(View, Generic[ViewT]):
    items: list[ViewT]
    next: str | None = None
    """The `cursor` of the next page; null when this is the last."""


def page_of(
    view: Callable[[Values], ViewT], rows: Sequence[Values], most: int, key: Callable[[Values], Key]
) -> Page[ViewT]:
    """`rows` is one more than `most` when there is a next page."""
    items = [view(row) for row in rows[:most]]
    return Page(items=items, next=encode(key(rows[most - 1])) if len(rows) > most else None)


def encode(key: Key) -> str:
    """A key as an opaque word that may stand in a URL."""
    text = TypeAdapter(tuple[Any, ...]).dump_json(tuple(key))
    return base64.urlsafe_b64encode(text).decode().rstrip("=")


def decode(cursor: str | None, shape: TypeAdapter[Key]) -> Key | Invalid | None:
    """The way back; None for no cursor."""
    if cursor is None:
        return None
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        return shape.validate_json(text, strict=True)
    except (ValueError, ValidationError):
        what = "is not one that a page of this list gave"
        return Invalid(f"cursor: {what}", (Problem("cursor", what),))
