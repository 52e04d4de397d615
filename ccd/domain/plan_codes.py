"""What phones dial to have something done."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice
from typing import TYPE_CHECKING, Annotated, ClassVar

from ccd.domain.located import Problem
from ccd.domain.names import Frozen
from ccd.domain.plan_numbers import PARKING
from ccd.domain.spelled import Spelled

if TYPE_CHECKING:
    from ccd.domain.plan import Plan

Code = Annotated[str, Spelled(r"^(?:[0-9*]{2,8})?$", "2 to 8 of the keys 0 to 9 and *, or nothing: ''")]
"""Empty: there is no such code here."""


class FeatureCodes(Frozen):
    """What phones dial; `docs/feature-codes.md` says what each does. After `supervise` and `pickup` an
    extension follows in the same breath."""

    sign_in: Code = "*45"
    on_break: Code = "*46"
    wrap_up: Code = "*47"
    voicemail: Code = "*97"
    any_voicemail: Code = "*98"
    echo: Code = "*43"
    forward: Code = "*72"
    forward_off: Code = "*73"
    do_not_disturb: Code = "*78"
    do_not_disturb_off: Code = "*79"
    pickup: Code = "**"
    pickup_any: Code = "*8"
    day_night: Code = "*280"
    supervise: Code = "555"

    BEFORE_EXTENSION: ClassVar[tuple[str, ...]] = ("supervise", "pickup")

    def dialled(self) -> dict[str, str]:
        """Code -> what it does, without those that take an extension behind them."""
        return {code: name for name, code in self if code and name not in self.BEFORE_EXTENSION}

    def before_extension(self) -> dict[str, str]:
        """The same, of those."""
        return {code: name for name, code in self if code and name in self.BEFORE_EXTENSION}


def code_dialled(plan: Plan, number: str) -> tuple[str, str] | None:
    """What the code does, and the extension behind it (empty for those that take none)."""
    if name := plan.feature_codes.dialled().get(number):
        return name, ""
    for code, name in plan.feature_codes.before_extension().items():
        behind = number.removeprefix(code)
        if number.startswith(code) and behind in plan.extensions_by_number:
            return name, behind
    return None


def clashing_codes(plan: Plan) -> Iterator[Problem]:
    """What is dialled must mean one thing."""
    codes = plan.feature_codes
    numbers = _numbers(plan)
    names = [name for name, code in codes if code]
    for first, second in combinations(names, 2):
        if getattr(codes, first) == getattr(codes, second):
            yield ("feature_codes", second), f"{getattr(codes, second)} is the code of {first} already"
    for code, name in codes.dialled().items():
        route = next((r for r in plan.routes if r.beginning_with(code) and r.takes(code)), None)
        if what := numbers.get(code, f"a number that route {route.name} takes" if route else ""):
            yield ("feature_codes", name), f"{code} is {what}; choose another code, or none: ''"
    for code, name in codes.before_extension().items():
        for what in _made_before_extensions(plan, code, numbers | codes.dialled()):
            yield ("feature_codes", name), what


def _numbers(plan: Plan) -> dict[str, str]:
    """What has one, the strongest last."""
    numbers = dict.fromkeys(plan.dids_by_number, "a DID")
    numbers |= dict.fromkeys(plan.queues_by_number, "a queue")
    numbers |= dict.fromkeys(plan.groups_by_number, "a group")
    numbers |= dict.fromkeys(plan.extensions_by_number, "an extension")
    numbers |= dict.fromkeys(PARKING, "a number that parks calls")
    return numbers | dict.fromkeys(plan.emergency_routes, "an emergency number")


def _made_before_extensions(plan: Plan, code: str, taken: dict[str, str]) -> Iterator[str]:
    """Whoever dials on after the code must not come elsewhere. For help one may also have to wait for the
    digits to end: a number for it never begins with such a code."""
    for number, what in taken.items():
        behind = number.removeprefix(code)
        if number.startswith(code) and number in plan.emergency_routes:
            yield f"{code} is how the emergency number {number} begins; choose another code, or none: ''"
        elif number.startswith(code) and behind in plan.extensions_by_number:
            yield f"{code} before extension {behind} is {number}, which is {what}"
    for route in plan.routes:
        if route.beginning_with(code):
            made = (number for number in plan.extensions_by_number if route.takes(code + number))
            for behind in islice(made, 1):
                yield f"{code} before extension {behind} is {code}{behind}, which route {route.name} takes"
