"""Supervisors in other people's calls: who hears whom, and what is remembered of it."""

from dataclasses import dataclass, field

from ccd.domain.facts import (
    Mode,
    SupervisionEnded,
    SupervisionModeChanged,
    SupervisionOffered,
    SupervisionStarted,
)

MODE_KEYS = {"4": Mode.LISTEN, "5": Mode.WHISPER, "6": Mode.BARGE}
NEXT_KEY = "*"
END_KEY = "#"

OFFERED_MS = 60_000
"""How long a supervisor's phone may ring before nobody waits for him any more."""

Heard = SupervisionOffered | SupervisionStarted | SupervisionModeChanged | SupervisionEnded


@dataclass(slots=True)
class Supervision:
    """`supervision` is the supervisor's own call, `call_id` the one he is in now, `extension` where the agent
    talks. `turn` counts the calls he has moved through. `seeking`: there is nobody to be heard just now."""

    supervision: str
    call_id: str
    turn: int
    supervisor: str
    agent: str
    extension: str
    mode: Mode
    since_ms: int
    seeking: bool = False


@dataclass(frozen=True, slots=True)
class Invitation:
    """A supervisor's phone rings, so that he may come into a call."""

    supervision: str
    call_id: str
    supervisor: str
    agent: str
    mode: Mode
    at_ms: int


@dataclass(slots=True)
class Supervisions:
    """By the id of the supervisor's own call."""

    live: dict[str, Supervision] = field(default_factory=dict)
    invited: dict[str, Invitation] = field(default_factory=dict)

    def take(self, fact: Heard, at_ms: int) -> None:
        match fact:
            case SupervisionOffered():
                self.invited[fact.supervision] = Invitation(
                    fact.supervision, fact.call_id, fact.supervisor, fact.agent, fact.mode, at_ms
                )
            case SupervisionStarted():
                self.invited.pop(fact.supervision, None)
                self.live[fact.supervision] = Supervision(
                    fact.supervision,
                    fact.call_id,
                    fact.turn,
                    fact.supervisor,
                    fact.agent,
                    fact.extension,
                    fact.mode,
                    at_ms,
                )
            case SupervisionModeChanged():
                if running := self.live.get(fact.supervision):
                    running.mode = fact.mode
            case SupervisionEnded():
                self.invited.pop(fact.supervision, None)
                self.live.pop(fact.supervision, None)
