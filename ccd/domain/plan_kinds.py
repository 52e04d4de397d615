"""The kinds of items that a plan is made of, and what each item goes by."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

from ccd.domain.ivr.flow import Flow
from ccd.domain.located import Problem, repeated
from ccd.domain.plan_agent import Agent
from ccd.domain.plan_blocks import Block
from ccd.domain.plan_did import Did, did_key
from ccd.domain.plan_extension import Extension
from ccd.domain.plan_groups import Group
from ccd.domain.plan_hours import Hours
from ccd.domain.plan_outbound import Route, Trunk
from ccd.domain.plan_queue import Queue
from ccd.domain.plan_rotas import Rota
from ccd.domain.plan_team import Team
from ccd.domain.plan_voicemail import Voicemail

if TYPE_CHECKING:
    from ccd.domain.plan import Plan

PlanItem = (
    Trunk | Route | Extension | Agent | Team | Hours | Group | Rota | Queue | Voicemail | Flow | Did | Block
)


class Kind(StrEnum):
    TRUNK = "trunk"
    ROUTE = "route"
    EXTENSION = "extension"
    AGENT = "agent"
    TEAM = "team"
    HOURS = "hours"
    GROUP = "group"
    ROTA = "rota"
    QUEUE = "queue"
    VOICEMAIL = "voicemail"
    FLOW = "flow"
    DID = "did"
    BLOCK = "block"

    @property
    def field(self) -> str:
        """Of the plan."""
        return self.value if self is Kind.HOURS else f"{self.value}s"

    @property
    def word(self) -> str:
        """In sentences."""
        return "DID" if self is Kind.DID else self.value

    @property
    def words(self) -> str:
        """Of several, in sentences."""
        return "DIDs" if self is Kind.DID else self.field

    @property
    def key_field(self) -> str:
        return "number" if self in (Kind.EXTENSION, Kind.DID) else "name"

    def plain(self, key: str) -> str:
        """A key as people write it, as `key_of` gives it."""
        return did_key(key) if self is Kind.DID else key


def items_of(plan: Plan, kind: Kind) -> tuple[PlanItem, ...]:
    items: tuple[PlanItem, ...] = getattr(plan, kind.field)
    return items


def key_of(item: PlanItem) -> str:
    """Unique among the items of its kind."""
    match item:
        case Did():
            return item.key
        case Extension():
            return item.number
        case _:
            return item.name


def repeated_keys(plan: Plan) -> Iterator[Problem]:
    for kind in Kind:
        keys = [key_of(item) for item in items_of(plan, kind)]
        yield from repeated(kind.word, keys, (kind.field,), (kind.key_field,))
