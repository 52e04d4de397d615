"""Ways that lead back to where they began."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

Place = TypeVar("Place", bound=Hashable)


def first_circle(places: Iterable[Place], leads_on: Callable[[Place], Iterable[Place]]) -> list[Place]:
    """The places of the first circle, its first one again at the end; empty when there is none."""
    safe: set[Place] = set()
    for start in places:
        path: list[Place] = []
        ahead = [iter((start,))]
        while ahead:
            at = next(ahead[-1], None)
            if at is None:
                ahead.pop()
                if path:
                    safe.add(path.pop())
            elif at in path:
                return [*path[path.index(at) :], at]
            elif at not in safe:
                path.append(at)
                ahead.append(iter(leads_on(at)))
    return []
