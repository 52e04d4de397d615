"""Go to another flow."""

from typing import ClassVar, Literal

from ccd.domain.ivr.steps import GoTo, Step
from ccd.domain.names import Frozen, Name


class EnterFlow(Frozen):
    """`node` is where to begin; without it at the flow's start."""

    kind: Literal["flow"] = "flow"
    flow: Name
    node: Name | None = None

    waits: ClassVar[bool] = False

    def targets(self) -> dict[str, str]:
        return {}

    def refers(self) -> dict[str, tuple[str, str]]:
        return {"flow": ("flow", self.flow)}

    def enter(self) -> Step:
        return GoTo(self.node or "", self.flow)

    def resume(self, digits: str, attempt: int) -> Step:
        return self.enter()
