"""Wait for an agent."""

from typing import ClassVar, Literal

from pydantic import Field

from ccd.domain.ivr.steps import JoinQueue, Step
from ccd.domain.names import Frozen, Name
from ccd.domain.skills import Skills, asked_for


class EnterQueue(Frozen):
    """`skills` are asked of the agent on top of what the queue asks, and never relaxed."""

    kind: Literal["queue"] = "queue"
    queue: Name
    skills: Skills = Field(default_factory=dict)

    waits: ClassVar[bool] = True

    def targets(self) -> dict[str, str]:
        return {}

    def refers(self) -> dict[str, tuple[str, str]]:
        return {"queue": ("queue", self.queue)}

    def enter(self) -> Step:
        return JoinQueue(self.queue, asked_for(self.skills))

    def resume(self, digits: str, attempt: int) -> Step:
        return self.enter()
