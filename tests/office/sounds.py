"""Sounds that a test can tell from each other: one steady tone each."""

import math
import wave
from array import array
from pathlib import Path

RATE_HZ = 8000
AMPLITUDE = 8000


def write_tone(file: Path, frequency_hz: int, seconds: float = 1.0) -> None:
    """A mono 16-bit WAV; loops without a click when it holds whole periods."""
    file.parent.mkdir(parents=True, exist_ok=True)
    samples = array(
        "h",
        (
            round(AMPLITUDE * math.sin(2 * math.pi * frequency_hz * n / RATE_HZ))
            for n in range(int(RATE_HZ * seconds))
        ),
    )
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE_HZ)
        out.writeframes(samples.tobytes())
