"""Leave a message."""

from typing import ClassVar, Literal

from ccd.domain.ivr.steps import Leave, Step, TakeMessage
from ccd.domain.names import Frozen, Name


class LeaveMessage(Frozen):
    """After the message the call ends."""

    kind: Literal["voicemail"] = "voicemail"
    box: Name

    waits: ClassVar[bool] = True

    def targets(self) -> dict[str, str]:
        return {}

    def refers(self) -> dict[str, tuple[str, str]]:
        return {"box": ("voicemail", self.box)}

    def enter(self) -> Step:
        return TakeMessage(self.box)

    def resume(self, digits: str, attempt: int) -> Step:
        return Leave()
