"""Ring a group of phones."""

from typing import ClassVar, Literal

from ccd.domain.ivr.steps import GoTo, Leave, RingGroup, Step
from ccd.domain.names import Frozen, Name, Nothing


class CallGroup(Frozen):
    """When nobody answers the call goes to `otherwise`, and ends if there is none."""

    kind: Literal["group"] = "group"
    group: Name
    otherwise: Name | Nothing = ""

    waits: ClassVar[bool] = False
    """Phones that are not there are not rung at all."""

    def targets(self) -> dict[str, str]:
        return {"otherwise": self.otherwise} if self.otherwise else {}

    def refers(self) -> dict[str, tuple[str, str]]:
        return {"group": ("group", self.group)}

    def enter(self) -> Step:
        return RingGroup(self.group)

    def resume(self, digits: str, attempt: int) -> Step:
        return GoTo(self.otherwise) if self.otherwise else Leave()
