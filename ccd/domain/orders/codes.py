"""Orders for who has dialled a feature code."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AskPin:
    """As `CollectDigits`, but nobody is told the digits: `PinEntered` says whether they are that agent's
    PIN. `agent` empty: they are nobody's."""

    call_id: str
    agent: str
    prompts: tuple[str, ...]
    max_digits: int
    timeout_s: float


@dataclass(frozen=True, slots=True)
class Echo:
    """Play, then let the caller hear himself until he presses `#`: `PromptFinished`."""

    call_id: str
    prompts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PickUp:
    """Take the call that rings at the extension (empty: at any phone of one's groups). Only when there is
    none, play: `PromptFinished`."""

    call_id: str
    extension: str
    prompts: tuple[str, ...]
