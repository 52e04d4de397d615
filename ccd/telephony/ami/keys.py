"""Codes that phones send during a call.

Only a whole code becomes an event: the keys between may be somebody's PIN, and events are written down.
"""

from collections.abc import Callable, Mapping

from ccd.domain.events import RecordingKeyed
from ccd.telephony.channels import endpoint_of

RECORDING = ("*", "1")
CODE_S = 3.0
"""How long the second key may take."""


class Keys:
    """Hears AMI's `DTMFEnd`, one after another; `clock` is in seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._last: dict[str, tuple[str, float]] = {}

    def hear(self, message: Mapping[str, str]) -> RecordingKeyed | None:
        """A key that is passed on to a phone is told a second time, as sent. At the far end of the way to a
        mobile it is the caller's, and nobody's there."""
        extension, key = endpoint_of(message.get("Channel", "")), message.get("Digit", "")
        if message.get("Direction") != "Received" or not extension:
            return None
        before, at = self._last.pop(extension, ("", 0.0))
        if (before, key) == RECORDING and self._clock() - at <= CODE_S:
            return RecordingKeyed(extension)
        if key == RECORDING[0]:
            self._last[extension] = (key, self._clock())
        return None
