"""Call whoever is on call."""

from typing import Literal

from ccd.domain.ivr.nodes.ringing import RingsSomebody
from ccd.domain.ivr.steps import CallOnCall, GoTo, Step
from ccd.domain.names import Name


class OnCall(RingsSomebody):
    """When nobody of them accepts the call goes to `otherwise`, and to the rota's own `otherwise` if there is
    none."""

    kind: Literal["on_call"] = "on_call"
    rota: Name

    def refers(self) -> dict[str, tuple[str, str]]:
        return {"rota": ("rota", self.rota)}

    def enter(self) -> Step:
        return CallOnCall(self.rota)

    def resume(self, digits: str, attempt: int) -> Step:
        return GoTo(self.otherwise) if self.otherwise else CallOnCall(self.rota, in_vain=True)
