"""Whose channels were seen beside a call's own in one bridge, and whose calls they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Bridged:
    """Perception, not history. `_beside` is, by call, {channel: endpoint}; `_call_of` the way back."""

    _beside: dict[str, dict[str, str]] = field(default_factory=dict)
    _call_of: dict[str, str] = field(default_factory=dict)

    def see(self, call_id: str, beside: Mapping[str, str]) -> None:
        """These channels are in one bridge with the call, or were and may come back."""
        self._beside.setdefault(call_id, {}).update(beside)
        self._call_of.update(dict.fromkeys(beside, call_id))

    def forget(self, call_id: str) -> None:
        for channel_id in self._beside.pop(call_id, ()):
            if self._call_of.get(channel_id) == call_id:
                del self._call_of[channel_id]

    def beside(self, channel_id: str) -> tuple[str, str]:
        """The call beside which that channel was seen last, and its endpoint; ("", "") for none."""
        call_id = self._call_of.get(channel_id, "")
        return call_id, self._beside[call_id][channel_id] if call_id else ""
