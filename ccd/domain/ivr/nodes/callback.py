"""Let the caller choose to be called back by a queue; who is in it keeps his place."""

from typing import ClassVar, Literal

from ccd.domain.ivr.steps import OfferCallback, Step
from ccd.domain.names import Frozen, Name


class BookCallback(Frozen):
    """What is said, and what may be dialled, is the queue's (`callback`). Who would rather wait does so, in
    the place he had; who was let into no queue has nowhere to wait."""

    kind: Literal["callback"] = "callback"
    queue: Name

    waits: ClassVar[bool] = True

    def targets(self) -> dict[str, str]:
        return {}

    def refers(self) -> dict[str, tuple[str, str]]:
        return {"queue": ("queue", self.queue)}

    def enter(self) -> Step:
        return OfferCallback(self.queue)

    def resume(self, digits: str, attempt: int) -> Step:
        return self.enter()
