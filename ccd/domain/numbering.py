"""What a number means that is dialled on one of our phones, or to which a phone sends a call. Pure.

`meaning` is the one place that decides it. A new kind of number is a class here, a case there, and what
comes of it in `rules/dialling.py`.
"""

from dataclasses import dataclass
from typing import ClassVar

from ccd.domain.legs import PhoneLeg
from ccd.domain.outcomes import Direction
from ccd.domain.plan import Plan
from ccd.domain.plan_codes import code_dialled
from ccd.domain.plan_outbound import Route, route_for


@dataclass(frozen=True, slots=True)
class RingPhone:
    """An extension."""

    direction: ClassVar[Direction] = Direction.INTERNAL
    leg: PhoneLeg


@dataclass(frozen=True, slots=True)
class WaitInQueue:
    """A queue's own number: also how a caller is transferred to a queue."""

    direction: ClassVar[Direction] = Direction.INTERNAL
    queue: str


@dataclass(frozen=True, slots=True)
class CallTheGroup:
    """A ring group's own number."""

    direction: ClassVar[Direction] = Direction.INTERNAL
    group: str


@dataclass(frozen=True, slots=True)
class CallDid:
    """A number of ours that callers from outside dial: the way it leads them."""

    direction: ClassVar[Direction] = Direction.INTERNAL
    did: str


@dataclass(frozen=True, slots=True)
class UseCode:
    """A feature code, and the extension that was dialled behind it, if one was."""

    direction: ClassVar[Direction] = Direction.INTERNAL
    code: str
    behind: str = ""


@dataclass(frozen=True, slots=True)
class CallOutside:
    """A number that a route takes."""

    direction: ClassVar[Direction] = Direction.OUTBOUND
    number: str
    route: Route


@dataclass(frozen=True, slots=True)
class NoSuchNumber:
    direction: ClassVar[Direction] = Direction.INTERNAL


Meaning = RingPhone | WaitInQueue | CallTheGroup | CallDid | UseCode | CallOutside | NoSuchNumber


def meaning(plan: Plan, phone: str, number: str) -> Meaning:
    """`phone` is the extension that dials; empty when a call is sent on that came from outside."""
    if number in plan.extensions_by_number:
        return RingPhone(PhoneLeg(number))
    if queue := plan.queues_by_number.get(number):
        return WaitInQueue(queue.name)
    if group := plan.groups_by_number.get(number):
        return CallTheGroup(group.name)
    if did := plan.did(number):
        return CallDid(did.key)
    if phone and (code := code_dialled(plan, number)):
        return UseCode(*code)
    route = route_for(plan, number)
    return CallOutside(number, route) if route else NoSuchNumber()
