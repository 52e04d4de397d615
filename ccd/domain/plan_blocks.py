"""Callers whom nobody wants to talk to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from ccd.domain.ivr.target import Target
from ccd.domain.names import Frozen, Name, Title
from ccd.domain.plan_outbound import Pattern, matches

if TYPE_CHECKING:
    from ccd.domain.plan import Plan


class Block(Frozen):
    """Calls from numbers of these `patterns`, as the trunk delivers them, and with `withheld` from those who
    show none. They hear busy, are hung up on (`refuse`), or go to `target`."""

    name: Name
    title: Title = ""
    patterns: tuple[Pattern, ...] = Field(default=(), max_length=5000)
    withheld: bool = False
    answer: Literal["busy", "refuse"] = "refuse"
    target: Target | None = None

    @property
    def holder(self) -> str:
        """The flow by which calls find `target`."""
        return f"block {self.name}"

    def takes(self, caller: str) -> bool:
        if caller in ("", "anonymous"):
            return self.withheld
        return any(matches(pattern, caller) for pattern in self.patterns)


def block_for(plan: Plan, caller: str) -> Block | None:
    """The first that takes him."""
    return next((block for block in plan.blocks if block.takes(caller)), None)
