"""The ways out of a queue that is too full, too slow or unattended, and by key."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, StringConstraints

from ccd.domain.ivr.target import Target
from ccd.domain.located import Place
from ccd.domain.names import Frozen

WaitingKey = Annotated[str, StringConstraints(pattern=r"^[0-9*#]$")]


class WhenFull(Frozen):
    """Where a caller goes who finds so many `callers` in line already."""

    callers: int = Field(ge=1, le=10_000)
    target: Target


class WhenNobody(Frozen):
    """Where a caller goes who finds no member signed in; with `leave` also those who wait already, when the
    last one signs out. Who is on break is still signed in."""

    target: Target
    leave: bool = False


class WhenWaited(Frozen):
    """Where a caller goes who has waited so long."""

    after_s: int = Field(ge=1, le=86_400)
    target: Target


class Exits(Frozen):
    """None is there unless it is asked for. `keys` are pressed while waiting."""

    when_full: WhenFull | None = None
    when_nobody: WhenNobody | None = None
    when_waited: WhenWaited | None = None
    keys: dict[WaitingKey, Target] = Field(default_factory=dict, max_length=12)

    def at_the_door(self) -> Iterator[str]:
        """The names of those by which a caller may be turned away at once."""
        return (name for name in ("when_full", "when_nobody") if getattr(self, name))

    def exits(self) -> Iterator[tuple[str, Place, Target]]:
        """Name, place within the queue, and where it leads."""
        for name in ("when_full", "when_nobody", "when_waited"):
            if found := getattr(self, name):
                yield name, (name, "target"), found.target
        for key, target in self.keys.items():
            yield key_exit(key), ("keys", key), target


def key_exit(key: str) -> str:
    return f"key {key}"
