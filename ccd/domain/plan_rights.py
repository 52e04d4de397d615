"""Numbers that may be called, or not, by exception."""

from collections.abc import Collection, Iterator
from typing import Annotated, Self

from pydantic import Field, model_validator

from ccd.domain.located import Problem, refuse
from ccd.domain.names import Frozen
from ccd.domain.plan_outbound import Pattern, matches

Patterns = Annotated[tuple[Pattern, ...], Field(max_length=1000)]


class Rights(Frozen):
    """Numbers of `allow` may be called and those of `deny` may not, whatever their route's level; of several
    patterns that take a number the most specific decides."""

    allow: Patterns = ()
    deny: Patterns = ()

    @model_validator(mode="after")
    def _of_one_mind(self) -> Self:
        refuse("Rights", [*self._contradictions()])
        return self

    def _contradictions(self) -> Iterator[Problem]:
        for i, pattern in enumerate(self.deny):
            if pattern in self.allow:
                yield ("deny", i), f"{pattern} is allowed as well: take it from one of the two"


def decided(own: Rights, everybodys: Rights, spelt: Collection[str]) -> bool | None:
    """Whether a number may be called, however it is `spelt`; None when no pattern takes it. Of patterns that
    are equally specific one's own decides, and one that denies."""
    taking = (
        (specificity(pattern), is_own, not allowed)
        for rights, is_own in ((own, True), (everybodys, False))
        for patterns, allowed in ((rights.allow, True), (rights.deny, False))
        for pattern in patterns
        if any(matches(pattern, number) for number in spelt)
    )
    if last := max(taking, default=None):
        return not last[2]
    return None


def specificity(pattern: str) -> tuple[int, bool, int]:
    """Greater for fewer numbers: by what is written out, then by an end that is not open, then by length."""
    return len(pattern.replace("X", "").removesuffix(".")), not pattern.endswith("."), len(pattern)
