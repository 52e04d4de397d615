"""What the kinds of node have in common that ring somebody."""

from typing import ClassVar

from ccd.domain.ivr.steps import GoTo, Leave, Step
from ccd.domain.names import Frozen, NameIfAny


class RingsSomebody(Frozen):
    kind: str
    otherwise: NameIfAny = ""
    """Where the call goes when nobody answers; if there is none it ends, or goes as the rota says."""

    waits: ClassVar[bool] = False
    """A phone that is not there is not rung at all, and a trunk may be away."""

    def targets(self) -> dict[str, str]:
        return {"otherwise": self.otherwise} if self.otherwise else {}

    def resume(self, digits: str, attempt: int) -> Step:
        return GoTo(self.otherwise) if self.otherwise else Leave()
