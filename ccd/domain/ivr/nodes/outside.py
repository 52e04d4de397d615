"""Call somebody outside."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from ccd.domain.ivr.steps import GoTo, Leave, RingOutside, Step
from ccd.domain.names import Frozen, Name, Nothing
from ccd.domain.spelled import DIALLED, Spelled

Dialled = Annotated[str, Spelled(r"^\+?[0-9*#]{2,24}$", DIALLED)]


class CallOut(Frozen):
    """`number` as a phone of ours would dial it; a route has to take it. When nobody answers the call goes to
    `otherwise`, and ends if there is none."""

    kind: Literal["outside"] = "outside"
    number: Dialled
    timeout_s: int = Field(default=30, ge=1, le=300)
    otherwise: Name | Nothing = ""

    waits: ClassVar[bool] = False
    """A trunk may be away."""

    def targets(self) -> dict[str, str]:
        return {"otherwise": self.otherwise} if self.otherwise else {}

    def refers(self) -> dict[str, tuple[str, str]]:
        return {}

    def enter(self) -> Step:
        return RingOutside(self.number, self.timeout_s)

    def resume(self, digits: str, attempt: int) -> Step:
        return GoTo(self.otherwise) if self.otherwise else Leave()
