"""Ring a phone."""

from typing import ClassVar, Literal

from pydantic import Field

from ccd.domain.ivr.steps import GoTo, Leave, Ring, Step
from ccd.domain.names import Frozen, Name, Nothing, Number


class RingExtension(Frozen):
    """When nobody answers the call goes to `otherwise`, and ends if there is none."""

    kind: Literal["extension"] = "extension"
    extension: Number
    timeout_s: int = Field(default=30, ge=1, le=300)
    otherwise: Name | Nothing = ""

    waits: ClassVar[bool] = False
    """A phone that is not there is not rung at all."""

    def targets(self) -> dict[str, str]:
        return {"otherwise": self.otherwise} if self.otherwise else {}

    def refers(self) -> dict[str, tuple[str, str]]:
        return {"extension": ("extension", self.extension)}

    def enter(self) -> Step:
        return Ring(self.extension, self.timeout_s)

    def resume(self, digits: str, attempt: int) -> Step:
        return GoTo(self.otherwise) if self.otherwise else Leave()
