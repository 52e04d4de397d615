"""Tones: making them, and telling which of them are in a piece of u-law audio.

Choose tones of whole Hz (a second of them then repeats without a seam), at least 30 Hz apart, none a
harmonic of another. Unround ones (503, 701, 1103) are best: the rounding of u-law makes multiples of 100 Hz
ring a little in each other (absent ones read -58 to -120 dBFS, of unround ones none above -66). A low and a
high one near the DTMF frequencies (697, 770, 852, 941; 1209, 1336, 1477, 1633) together are a key.

Levels are in dBFS, a full scale sine being 0: amplitude 8000 of 32767 reads -12.2.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from functools import lru_cache

RATE_HZ = 8000
PAYLOAD_SAMPLES = 160
FULL_SCALE = 32767.0
AMPLITUDE = 8000.0
NOTHING_DBFS = -120.0

SILENCE_PAYLOAD = b"\xff" * PAYLOAD_SAMPLES

_BIAS = 0x84
_CLIP = 32635


def encode_sample(sample: int) -> int:
    """One 16-bit sample to u-law (ITU-T G.711)."""
    sign = 0x80 if sample < 0 else 0
    magnitude = min(abs(sample), _CLIP) + _BIAS
    segment = magnitude.bit_length() - 8
    return ~(sign | segment << 4 | (magnitude >> (segment + 3) & 0x0F)) & 0xFF


def _decode_sample(code: int) -> float:
    code = ~code & 0xFF
    magnitude = ((((code & 0x0F) << 3) + _BIAS) << (code >> 4 & 0x07)) - _BIAS
    return float(-magnitude if code & 0x80 else magnitude)


_DECODED = tuple(_decode_sample(code) for code in range(256))


def _decode_alaw_sample(code: int) -> int:
    """ITU-T G.711, A-law."""
    code ^= 0x55
    segment, magnitude = code >> 4 & 0x07, (code & 0x0F) << 4 | 0x08
    if segment:
        magnitude = (magnitude | 0x100) << segment - 1
    return magnitude if code & 0x80 else -magnitude


_FROM_ALAW = bytes(encode_sample(_decode_alaw_sample(code)) for code in range(256))
_TO_ALAW = bytes(
    min(range(256), key=lambda code: abs(_decode_alaw_sample(code) - sample)) for sample in _DECODED
)


def to_alaw(ulaw: bytes) -> bytes:
    return ulaw.translate(_TO_ALAW)


def from_alaw(alaw: bytes) -> bytes:
    """As u-law."""
    return alaw.translate(_FROM_ALAW)


def decode(ulaw: bytes) -> list[float]:
    """Samples between -32124 and 32124."""
    return [_DECODED[code] for code in ulaw]


@lru_cache(maxsize=8)
def _slow_cycle(amplitude: float) -> bytes:
    """One second of 1 Hz. Every tone is a selection of it: ten times quicker."""
    step = 2 * math.pi / RATE_HZ
    return bytes(encode_sample(round(amplitude * math.sin(step * n))) for n in range(RATE_HZ))


@lru_cache(maxsize=256)
def tone_payloads(tones_hz: tuple[int, ...], amplitude: float = AMPLITUDE) -> tuple[bytes, ...]:
    """One second of these tones at once, as 50 payloads of 20 ms; `amplitude` is that of each."""
    if not tones_hz or any(not 0 < hz < RATE_HZ // 2 for hz in tones_hz):
        raise ValueError(f"tones between 1 and {RATE_HZ // 2 - 1} Hz, please: {tones_hz}")
    if len(tones_hz) == 1:
        cycle = _slow_cycle(amplitude)
        second = bytes(cycle[n * tones_hz[0] % RATE_HZ] for n in range(RATE_HZ))
    else:
        step = 2 * math.pi / RATE_HZ
        waves = (sum(amplitude * math.sin(step * hz * n) for hz in tones_hz) for n in range(RATE_HZ))
        second = bytes(encode_sample(round(sample)) for sample in waves)
    return tuple(second[at : at + PAYLOAD_SAMPLES] for at in range(0, RATE_HZ, PAYLOAD_SAMPLES))


@lru_cache(maxsize=64)
def _bell(length: int) -> tuple[float, ...]:
    """A Hann window: without it a loud tone spills into its neighbours' readings."""
    return tuple(0.5 - 0.5 * math.cos(2 * math.pi * n / length) for n in range(length))


def _dbfs(amplitude: float) -> float:
    return 20 * math.log10(amplitude / FULL_SCALE) if amplitude > 0.05 else NOTHING_DBFS


def _goertzel(shaped: list[float], hz: float, weight: float) -> float:
    turn = 2 * math.cos(2 * math.pi * hz / RATE_HZ)
    before = last = 0.0
    for sample in shaped:
        last, before = sample + turn * last - before, last
    power = last * last + before * before - turn * last * before
    return _dbfs(2 * math.sqrt(max(power, 0.0)) / weight)


def levels_dbfs(ulaw: bytes, tones_hz: Iterable[int]) -> dict[int, float]:
    """How loud each tone is in the audio; in less than 50 ms of it every tone reads as nothing."""
    wanted = list(tones_hz)
    if len(ulaw) < RATE_HZ // 20:
        return dict.fromkeys(wanted, NOTHING_DBFS)
    bell = _bell(len(ulaw))
    shaped = [sample * weight for sample, weight in zip(decode(ulaw), bell, strict=True)]
    weight = sum(bell)
    return {hz: _goertzel(shaped, hz, weight) for hz in wanted}


def level_dbfs(ulaw: bytes) -> float:
    """Loudness of the whole piece, as that of a sine of the same power; NOTHING_DBFS when it is empty."""
    if not ulaw:
        return NOTHING_DBFS
    return _dbfs(math.sqrt(2 * sum(_DECODED[code] ** 2 for code in ulaw) / len(ulaw)))


def strongest(ulaw: bytes, *, above_dbfs: float = -40.0, at_most: int = 5) -> dict[int, float]:
    """The loudest tones of all, known or not, to the next 10 Hz. Slow (20 ms): for failure messages."""
    levels = levels_dbfs(ulaw[-RATE_HZ // 10 :], range(50, RATE_HZ // 2, 10))
    peaks = [
        hz
        for hz, level in levels.items()
        if level > max(above_dbfs, levels.get(hz + 10, NOTHING_DBFS)) and level >= levels.get(hz - 10, level)
    ]
    return {hz: levels[hz] for hz in sorted(peaks, key=levels.__getitem__, reverse=True)[:at_most]}


def in_words(levels: dict[int, float]) -> str:
    """`500 Hz (-12.2 dBFS), 700 Hz (-13.0 dBFS)`, or `nothing`."""
    return ", ".join(f"{hz} Hz ({level:.1f} dBFS)" for hz, level in levels.items()) or "nothing"


def plus(tones_hz: Collection[int]) -> str:
    """`500+700 Hz`, or `no tone`."""
    return "+".join(str(hz) for hz in sorted(tones_hz)) + " Hz" if tones_hz else "no tone"
