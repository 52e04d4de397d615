"""Speak another language from here on."""

from typing import ClassVar, Literal

from ccd.domain.ivr.steps import GoTo, SpeakIn, Step
from ccd.domain.names import Frozen, Name, Spoken


class ChooseLanguage(Frozen):
    """Behind a key of a menu: the caller's own choice, which counts more than what is known of him."""

    kind: Literal["language"] = "language"
    language: Spoken
    next: Name

    waits: ClassVar[bool] = False

    def targets(self) -> dict[str, str]:
        return {"next": self.next}

    def refers(self) -> dict[str, tuple[str, str]]:
        return {}

    def enter(self) -> Step:
        return SpeakIn(self.language, self.next)

    def resume(self, digits: str, attempt: int) -> Step:
        return GoTo(self.next)
