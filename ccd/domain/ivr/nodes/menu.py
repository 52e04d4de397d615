"""Ask for one key; a wrong key or silence asks again until the retry limit."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from ccd.domain.ivr.steps import Ask, GoTo, Step
from ccd.domain.names import Frozen, Name, Prompts
from ccd.domain.spelled import Spelled

Key = Annotated[str, Spelled(r"^[0-9*]$", "one key: 0 to 9 or *")]
"""`#` is no choice: Asterisk ends key collection with it."""


class Menu(Frozen):
    """`attempts` counts the first asking too; when they are used up the call goes to `otherwise`."""

    kind: Literal["menu"] = "menu"
    prompts: Prompts = Field(min_length=1)
    choices: dict[Key, Name] = Field(min_length=1)
    invalid_prompts: Prompts = ()
    silence_prompts: Prompts = ()
    timeout_s: float = Field(default=5.0, gt=0, le=60)
    attempts: int = Field(default=3, ge=1, le=10)
    otherwise: Name

    waits: ClassVar[bool] = True

    def targets(self) -> dict[str, str]:
        return {**{f"choices.{key}": node for key, node in self.choices.items()}, "otherwise": self.otherwise}

    def refers(self) -> dict[str, tuple[str, str]]:
        return {}

    def enter(self) -> Step:
        return self._ask(())

    def resume(self, digits: str, attempt: int) -> Step:
        if digits in self.choices:
            return GoTo(self.choices[digits])
        if attempt >= self.attempts:
            return GoTo(self.otherwise)
        return self._ask(self.invalid_prompts if digits else self.silence_prompts)

    def _ask(self, first: tuple[str, ...]) -> Ask:
        return Ask((*first, *self.prompts), max_digits=1, timeout_s=self.timeout_s)
