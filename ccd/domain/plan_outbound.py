"""The ways out: trunks, and which numbers go by which."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import Field, IPvAnyNetwork, model_validator

from ccd.domain.located import Problem, refuse
from ccd.domain.names import Frozen, Name, Title
from ccd.domain.spelled import FULL_NUMBER, Spelled

if TYPE_CHECKING:
    from ccd.domain.plan import Plan

OutsideNumber = Annotated[str, Spelled(r"^(\+?[0-9]{2,20})?$", FULL_NUMBER)]
"""As it is shown to whom we call; empty: nothing is said."""

Host = Annotated[
    str,
    Spelled(r"^([A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?)?$", "a host, like sip.example.com:5060"),
]
Digits = Annotated[str, Spelled(r"^[0-9+*#]{0,20}$", "digits, 20 at most")]
Pattern = Annotated[
    str,
    Spelled(
        r"^(\+?[0-9X*#]{1,24}\.?|\+?\.)$",
        "digits, X for any digit, and perhaps a dot at the end for whatever follows, like 0XXXXXXXXX or 00.",
    ),
]
"""`113`; `0XXXXXXXXX`: an X is any digit; `00.`: whatever follows, at least one digit."""


class Trunk(Frozen):
    """A carrier. Its calls are known by `addresses`, or, when there are none, by signing in here with the
    trunk's name and a secret. Calls go out to `host` (`sip.example.com:5060`), and where there is a
    `username` we sign in there with it and its secret. `caller_id` is shown to whom we call if nobody else
    says more. `watch_every_s` is how often `host` is asked (OPTIONS) whether he is there, 0: never; while he
    does not answer, calls go by the next way at once."""

    name: Name
    title: Title = ""
    addresses: tuple[IPvAnyNetwork, ...] = ()
    host: Host = ""
    username: Annotated[str, Spelled(r"^[A-Za-z0-9+._-]{0,80}$", "letters, digits and + . _ -")] = ""
    caller_id: OutsideNumber = ""
    watch_every_s: int = Field(default=0, ge=0, le=3600)

    @model_validator(mode="after")
    def _signs_in_somewhere(self) -> Self:
        if self.username and not self.host:
            refuse("Trunk", [(("host",), f"trunk {self.name}: say at which `host` {self.username} signs in")])
        return self


class Level(StrEnum):
    """How far a call goes, in the order of what it costs."""

    INTERNAL = "internal"
    LOCAL = "local"
    NATIONAL = "national"
    INTERNATIONAL = "international"
    EMERGENCY = "emergency"

    @property
    def reach(self) -> int:
        return list(Level).index(self)


class Way(Frozen):
    """By this trunk, with the first `strip` characters of what was dialled gone and `prepend` before the
    rest; the trunk's name alone will do."""

    trunk: Name
    strip: int = Field(default=0, ge=0, le=20)
    prepend: Digits = ""

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, given: Any) -> Any:
        return {"trunk": given} if isinstance(given, str) else given

    def number(self, dialled: str) -> str:
        return self.prepend + dialled[self.strip :]


class Route(Frozen):
    """Numbers that go out alike: by the first of `ways`, and by the next when that one cannot."""

    name: Name
    title: Title = ""
    patterns: tuple[Pattern, ...] = Field(min_length=1, max_length=200)
    level: Level = Level.NATIONAL
    ways: tuple[Way, ...] = Field(min_length=1, max_length=10)

    def takes(self, dialled: str) -> bool:
        return any(matches(pattern, dialled) for pattern in self.patterns)

    @model_validator(mode="after")
    def _can_be_dialled(self) -> Self:
        refuse("Route", [*self._wrong()])
        return self

    def beginning_with(self, digits: str) -> bool:
        """Does it take numbers that begin so, because it says so and not because it takes whatever comes?"""
        written = (re.split(r"[X.]", pattern)[0] for pattern in self.patterns)
        return any(w and (w.startswith(digits) or digits.startswith(w)) for w in written)

    def _wrong(self) -> Iterator[Problem]:
        if self.level is Level.INTERNAL:
            yield ("level",), f"route {self.name}: what goes out is not internal"
        for i, pattern in enumerate(self.patterns):
            if self.level is Level.EMERGENCY and not pattern.isdecimal():
                yield ("patterns", i), f"route {self.name}: write emergency numbers out, digit by digit"


class TollGuard(Frozen):
    """What one phone may do abroad within 24 hours; more is fraud, or has to be asked for."""

    calls: int = Field(default=20, ge=0, le=10_000)
    minutes: float = Field(default=60, ge=0, le=100_000)


def matches(pattern: str, number: str) -> bool:
    return _expression(pattern).fullmatch(number) is not None


@lru_cache(maxsize=10_000)
def _expression(pattern: str) -> re.Pattern[str]:
    rest = r"[0-9*#]+" if pattern.endswith(".") else ""
    return re.compile(re.escape(pattern.removesuffix(".")).replace("X", "[0-9]") + rest)


def route_for(plan: Plan, dialled: str) -> Route | None:
    """The first that takes the number; for help, whatever stands before it, the one for help."""
    first = next((route for route in plan.routes if route.takes(dialled)), None)
    return plan.emergency_routes.get(dialled) or first


def unknown_trunks(plan: Plan) -> Iterator[Problem]:
    known = {trunk.name: trunk for trunk in plan.trunks}
    for i, route in enumerate(plan.routes):
        for j, way in enumerate(route.ways):
            place = ("routes", i, "ways", j)
            if way.trunk not in known:
                yield place, f"route {route.name}: there is no trunk {way.trunk}"
            elif not known[way.trunk].host:
                yield place, f"route {route.name}: trunk {way.trunk} has no `host` to which calls could go"


def trunks_like_phones(plan: Plan) -> Iterator[Problem]:
    """Asterisk has one name for each of them."""
    for i, trunk in enumerate(plan.trunks):
        if trunk.name in plan.extensions_by_number:
            yield ("trunks", i, "name"), f"trunk {trunk.name}: an extension has that number"


def users_of_trunk(plan: Plan, name: str) -> list[str]:
    return [f"route {route.name}" for route in plan.routes if name in {way.trunk for way in route.ways}]
