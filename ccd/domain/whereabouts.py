"""Who is where: which call is on which channel, which one has which phone, and whose phone that is."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Whereabouts:
    """By ids and names; empty is nobody."""

    _call_on: dict[str, str] = field(default_factory=dict)
    _call_at: dict[str, str] = field(default_factory=dict)
    _mobiles_of: dict[str, set[str]] = field(default_factory=dict)
    _agent_at: dict[str, str] = field(default_factory=dict)

    def call_on(self, channel_id: str) -> str:
        return self._call_on.get(channel_id, "")

    def has_call(self, extension: str) -> bool:
        """One of ours rings there, or talks, or its person talks on a mobile."""
        return extension in self._call_at or extension in self._mobiles_of

    def is_on_mobile(self, extension: str) -> bool:
        """Its person talks on a mobile, in a call that no queue gave him."""
        return extension in self._mobiles_of

    def agent_at(self, extension: str) -> str:
        return self._agent_at.get(extension, "")

    def call_moved(self, call_id: str, before: str, channel_id: str) -> None:
        """From one channel to another."""
        self._call_on.pop(before, None)
        if channel_id:
            self._call_on[channel_id] = call_id

    def phone_taken(self, extension: str, call_id: str) -> None:
        self._call_at[extension] = call_id

    def phone_freed(self, extension: str) -> None:
        self._call_at.pop(extension, None)

    def mobile_taken(self, extension: str, call_id: str) -> None:
        self._mobiles_of.setdefault(extension, set()).add(call_id)

    def mobile_freed(self, extension: str, call_id: str) -> None:
        calls = self._mobiles_of.get(extension, set())
        calls.discard(call_id)
        if not calls:
            self._mobiles_of.pop(extension, None)

    def agent_came(self, extension: str, agent: str) -> None:
        self._agent_at[extension] = agent

    def agent_went(self, extension: str) -> None:
        self._agent_at.pop(extension, None)
