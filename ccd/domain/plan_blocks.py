"""Callers whom nobody wants to talk to."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Literal, Self

from pydantic import Field, model_validator

from ccd.domain.ivr.target import Target
from ccd.domain.located import refuse
from ccd.domain.names import Frozen, Name, Title
from ccd.domain.phone_number import spelt
from ccd.domain.plan_outbound import Pattern, matches

if TYPE_CHECKING:
    from ccd.domain.plan import Plan


class Block(Frozen):
    """Calls from numbers that one of the `patterns` takes in any spelling, and with `withheld` from those who
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

    @model_validator(mode="after")
    def _takes_somebody(self) -> Self:
        if not self.patterns and not self.withheld:
            what = f"block {self.name} takes nobody: give it `patterns` of numbers, or `withheld: true`"
            refuse("Block", [(("patterns",), what)])
        return self

    def takes(self, caller: str, spellings: Collection[str]) -> bool:
        if caller in ("", "anonymous"):
            return self.withheld
        return any(matches(pattern, number) for pattern in self.patterns for number in spellings)


def block_for(plan: Plan, caller: str) -> Block | None:
    """The first that takes him."""
    spellings = spelt(caller, plan.country) if plan.blocks else ()
    return next((block for block in plan.blocks if block.takes(caller, spellings)), None)
