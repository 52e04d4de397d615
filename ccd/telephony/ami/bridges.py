"""Who is in which bridge, put together from AMI's single steps: one event for a conversation, not four."""

from collections.abc import Iterable, Iterator, Mapping

from ccd.domain.events import BridgeChanged, BridgeMember
from ccd.telephony.channels import device_of, endpoint_of

_PARKING = "holding_bridge"


class Bridges:
    """Bridges by their id, and the channels in each by theirs, in the order they came. A parking lot is none:
    nobody talks there."""

    def __init__(self) -> None:
        self._members: dict[str, dict[str, BridgeMember]] = {}

    def found(self, statuses: Iterable[Mapping[str, str]]) -> Iterator[BridgeChanged]:
        """From `Status` events, after a blind spell: all that there is."""
        self._members.clear()
        for status in statuses:
            if status.get("BridgeID"):
                self._enter(status["BridgeID"], status.get("Uniqueid", ""), status.get("Channel", ""))
        for bridge in [*self._members]:
            if changed := self._changed(bridge):
                yield changed

    def entered(self, message: Mapping[str, str]) -> BridgeChanged | None:
        if message.get("BridgeTechnology") == _PARKING:
            return None
        bridge = message.get("BridgeUniqueid", "")
        self._enter(bridge, message.get("Uniqueid", ""), message.get("Channel", ""))
        return self._changed(bridge)

    def left(self, message: Mapping[str, str]) -> BridgeChanged | None:
        """Two who part are told of by what ends their call."""
        bridge = message.get("BridgeUniqueid", "")
        members = self._members.get(bridge, {})
        members.pop(message.get("Uniqueid", ""), None)
        if not members:
            self._members.pop(bridge, None)
        return self._changed(bridge)

    def _enter(self, bridge: str, channel_id: str, channel: str) -> None:
        member = BridgeMember(channel_id, endpoint_of(channel), device_of(channel))
        self._members.setdefault(bridge, {})[channel_id] = member

    def _changed(self, bridge: str) -> BridgeChanged | None:
        members = tuple(self._members.get(bridge, {}).values())
        return BridgeChanged(members) if len(members) > 1 else None
