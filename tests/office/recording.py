"""What is in a recording: per channel, which tones."""

import wave
from array import array
from dataclasses import dataclass
from pathlib import Path

from tests.phones.tones import RATE_HZ, encode_sample, levels_dbfs

PRESENT_DBFS = -30.0
PART_S = 0.05


@dataclass(frozen=True, slots=True)
class Heard:
    """Tones (Hz) that sound at any moment in the caller's channel, and in the agent's; length in seconds."""

    caller: set[int]
    agent: set[int]
    length_s: float


def listen_to(file: Path, tones_hz: set[int]) -> Heard:
    """`file` is a stereo 16-bit 8 kHz WAV: left the caller, right the agent. In windows of 0.5 s."""
    with wave.open(str(file)) as recording:
        assert recording.getnchannels() == 2, "not stereo"
        assert recording.getframerate() == RATE_HZ, f"{recording.getframerate()} Hz"
        samples = array("h", recording.readframes(recording.getnframes()))
    left, right = samples[0::2], samples[1::2]
    return Heard(_tones(left, tones_hz), _tones(right, tones_hz), len(left) / RATE_HZ)


def _tones(samples: "array[int]", tones_hz: set[int]) -> set[int]:
    ulaw = bytes(map(encode_sample, samples))
    window = RATE_HZ // 2
    found: set[int] = set()
    for start in range(0, len(ulaw), window):
        levels = levels_dbfs(ulaw[start : start + window], tones_hz)
        found |= {hz for hz, level in levels.items() if level > PRESENT_DBFS}
    return found


def loud_parts(file: Path, hz: int, side: int, join_s: float = 0.0) -> list[tuple[float, float]]:
    """When (from, to; seconds, sharp to `PART_S`) the tone sounds in the left (0) or right (1) channel. What
    is missing for up to `join_s` parts nothing."""
    with wave.open(str(file)) as recording:
        samples = array("h", recording.readframes(recording.getnframes()))[side :: recording.getnchannels()]
    ulaw = bytes(map(encode_sample, samples))
    window = round(PART_S * RATE_HZ)
    parts: list[tuple[float, float]] = []
    for start in range(0, len(ulaw) - window + 1, window):
        if levels_dbfs(ulaw[start : start + window], {hz})[hz] > PRESENT_DBFS:
            begin, end = start / RATE_HZ, (start + window) / RATE_HZ
            if parts and begin - parts[-1][1] < join_s + 1e-6:
                begin = parts.pop()[0]
            parts.append((begin, end))
    return parts
