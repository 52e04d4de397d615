"""Ring a phone."""

from typing import Literal

from pydantic import Field

from ccd.domain.ivr.nodes.ringing import RingsSomebody
from ccd.domain.ivr.steps import Ring, Step
from ccd.domain.names import Number


class RingExtension(RingsSomebody):
    kind: Literal["extension"] = "extension"
    extension: Number
    timeout_s: int = Field(default=30, ge=1, le=300)

    def refers(self) -> dict[str, tuple[str, str]]:
        return {"extension": ("extension", self.extension)}

    def enter(self) -> Step:
        return Ring(self.extension, self.timeout_s)
