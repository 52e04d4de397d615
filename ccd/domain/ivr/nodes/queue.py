"""Wait for an agent."""

from typing import ClassVar, Literal

from ccd.domain.ivr.steps import JoinQueue, Step
from ccd.domain.names import Frozen, Name


class EnterQueue(Frozen):
    kind: Literal["queue"] = "queue"
    queue: Name

    waits: ClassVar[bool] = True

    def targets(self) -> dict[str, str]:
        return {}

    def enter(self) -> Step:
        return JoinQueue(self.queue)

    def resume(self, digits: str, attempt: int) -> Step:
        return self.enter()
