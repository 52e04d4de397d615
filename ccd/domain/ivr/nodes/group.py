"""Ring a group of phones."""

from typing import Literal

from ccd.domain.ivr.nodes.ringing import RingsSomebody
from ccd.domain.ivr.steps import RingGroup, Step
from ccd.domain.names import Name


class CallGroup(RingsSomebody):
    kind: Literal["group"] = "group"
    group: Name

    def refers(self) -> dict[str, tuple[str, str]]:
        return {"group": ("group", self.group)}

    def enter(self) -> Step:
        return RingGroup(self.group)
