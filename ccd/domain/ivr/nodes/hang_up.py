"""Say good-bye, end the call."""

from typing import ClassVar, Literal

from ccd.domain.ivr.steps import Leave, Say, Step
from ccd.domain.names import Frozen, Prompts


class HangUp(Frozen):
    kind: Literal["hang_up"] = "hang_up"
    prompts: Prompts = ()

    waits: ClassVar[bool] = True

    def targets(self) -> dict[str, str]:
        return {}

    def refers(self) -> dict[str, tuple[str, str]]:
        return {}

    def enter(self) -> Step:
        return Say(self.prompts) if self.prompts else Leave()

    def resume(self, digits: str, attempt: int) -> Step:
        return Leave()
