"""Call somebody outside."""

from typing import Annotated, Literal

from pydantic import Field

from ccd.domain.ivr.nodes.ringing import RingsSomebody
from ccd.domain.ivr.steps import RingOutside, Step
from ccd.domain.spelled import DIALLED, Spelled

Dialled = Annotated[str, Spelled(r"^\+?[0-9*#]{2,24}$", DIALLED)]


class CallOut(RingsSomebody):
    """`number` as a phone of ours would dial it; a route has to take it."""

    kind: Literal["outside"] = "outside"
    number: Dialled
    timeout_s: int = Field(default=30, ge=1, le=300)

    def refers(self) -> dict[str, tuple[str, str]]:
        return {}

    def enter(self) -> Step:
        return RingOutside(self.number, self.timeout_s)
