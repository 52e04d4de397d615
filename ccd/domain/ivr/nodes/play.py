"""Play prompts, go on."""

from typing import ClassVar, Literal

from pydantic import Field

from ccd.domain.ivr.steps import GoTo, Say, Step
from ccd.domain.names import Frozen, Name, Prompts


class Play(Frozen):
    kind: Literal["play"] = "play"
    prompts: Prompts = Field(min_length=1)
    next: Name

    waits: ClassVar[bool] = False

    def targets(self) -> dict[str, str]:
        return {"next": self.next}

    def refers(self) -> dict[str, tuple[str, str]]:
        return {}

    def enter(self) -> Step:
        return Say(self.prompts)

    def resume(self, digits: str, attempt: int) -> Step:
        return GoTo(self.next)
