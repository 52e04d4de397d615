"""Go on by whether the office is open."""

from typing import ClassVar, Literal

from ccd.domain.ivr.steps import AskHours, Step
from ccd.domain.names import Frozen, Name


class CheckHours(Frozen):
    """Without `holiday`, holidays go the way of `closed`."""

    kind: Literal["hours"] = "hours"
    hours: Name
    open: Name
    closed: Name
    holiday: Name | None = None

    waits: ClassVar[bool] = False

    def targets(self) -> dict[str, str]:
        ways = {"open": self.open, "closed": self.closed}
        return ways | ({"holiday": self.holiday} if self.holiday else {})

    def refers(self) -> dict[str, tuple[str, str]]:
        return {"hours": ("hours", self.hours)}

    def enter(self) -> Step:
        return AskHours(self.hours, self.open, self.closed, self.holiday or self.closed)

    def resume(self, digits: str, attempt: int) -> Step:
        return self.enter()
