"""Callers who wait for one agent alone, and whether they still have reason to."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from ccd.domain.agent import Agent
from ccd.domain.call import Call
from ccd.domain.events import PhoneState


@dataclass(slots=True)
class Preferences:
    calls: Mapping[str, Call] = field(repr=False)
    _waiting_for: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _gone: set[str] = field(default_factory=set)

    def note(self, call: Call, before: str) -> None:
        """Whom the caller prefers has changed."""
        if before:
            self._waiting_for[before].discard(call.call_id)
            if not self._waiting_for[before]:
                del self._waiting_for[before]
        if call.preferred:
            self._waiting_for[call.preferred].add(call.call_id)

    def look_at(self, agent: Agent, phone: PhoneState) -> None:
        if agent.name in self._waiting_for and not is_worth_waiting_for(agent, phone):
            self._gone.add(agent.name)

    def in_vain(self) -> list[Call]:
        """Those whose agent has gone since this was last asked."""
        if not self._gone:
            return []
        gone, self._gone = self._gone, set()
        return [
            self.calls[name] for agent in sorted(gone) for name in sorted(self._waiting_for.get(agent, ()))
        ]


def is_worth_waiting_for(agent: Agent, phone: PhoneState) -> bool:
    """`phone` is what Asterisk last showed of his."""
    return agent.will_be_free and phone is not PhoneState.UNREACHABLE
