"""Problems with a place: how the plan's own rules refuse, in the same shape as pydantic's."""

from collections.abc import Iterator, Sequence

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

Place = tuple[str | int, ...]
"""The way from a model to the value at fault: `("queues", 0, "members", 1)`."""

Problem = tuple[Place, str]


def refuse(model: str, problems: Sequence[Problem]) -> None:
    """Raises ValidationError with every problem at its place; inside a model's validator pydantic puts the
    place of the model itself in front. No problems: nothing."""
    if problems:
        raise ValidationError.from_exception_data(
            model,
            [
                InitErrorDetails(
                    type=PydanticCustomError("plan", "{what}", {"what": what}), loc=place, input=None
                )
                for place, what in problems
            ],
        )


def repeated(what: str, names: Sequence[str], before: Place, after: Place = ()) -> Iterator[Problem]:
    """Each later use of a name; its place is `before`, its position, `after`."""
    seen: set[str] = set()
    for i, name in enumerate(names):
        if name in seen:
            yield (*before, i, *after), f"{what} {name} is there more than once"
        seen.add(name)
