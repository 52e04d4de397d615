"""Key presses as RTP events (RFC 4733, section 2.3)."""

from __future__ import annotations

import struct
from dataclasses import dataclass

KEYS = "0123456789*#ABCD"
STEP_MS = 20
SAMPLES_PER_MS = 8
END_PACKETS = 3
# A quiet key: 10 means -10 dBm0.
VOLUME = 10

_LAYOUT = struct.Struct("!BBH")


@dataclass(frozen=True)
class KeyEvent:
    """One event packet's payload. `duration` in samples of 125 microseconds since the key went down."""

    key: str
    duration: int
    end: bool

    def encode(self) -> bytes:
        return _LAYOUT.pack(KEYS.index(self.key), (0x80 if self.end else 0) | VOLUME, self.duration)


def parse(payload: bytes) -> KeyEvent | None:
    """None when it is too short or names no key (flash, fax tones)."""
    if len(payload) < _LAYOUT.size:
        return None
    event, flags, duration = _LAYOUT.unpack_from(payload)
    if event >= len(KEYS):
        return None
    return KeyEvent(KEYS[event], duration, bool(flags & 0x80))


def key_ticks(key: str, down_ms: int, pause_ms: int) -> list[list[KeyEvent]]:
    """What to send in each 20 ms tick: the growing event, its end three times over, then ticks without.

    Raises ValueError for a key that no phone has, or for a time that is not a multiple of 20 ms.
    """
    key = key.upper()
    if len(key) != 1 or key not in KEYS:
        raise ValueError(f"no such key: {key!r}")
    if down_ms < STEP_MS or down_ms % STEP_MS or pause_ms < 0 or pause_ms % STEP_MS:
        raise ValueError(f"key down {down_ms} ms, pause {pause_ms} ms: multiples of {STEP_MS} ms, please")
    samples = STEP_MS * SAMPLES_PER_MS
    steps = down_ms // STEP_MS
    ticks = [[KeyEvent(key, samples * (step + 1), end=False)] for step in range(steps - 1)]
    ticks.append([KeyEvent(key, samples * steps, end=True)] * END_PACKETS)
    return ticks + [[] for _ in range(pause_ms // STEP_MS)]
