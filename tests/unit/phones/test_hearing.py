from __future__ import annotations

import pytest

from tests.phones import tones
from tests.phones.hearing import Ear
from tests.phones.media import Stream
from tests.phones.story import Story


class FixedEar(Ear):
    """Hears the same audio for ever, unless it is over."""

    def __init__(self, *tones_hz: int, over: bool = False) -> None:
        super().__init__("test call", Story())
        self._audio = b"".join(tones.tone_payloads(tones_hz)) if tones_hz else b""
        self._over = over

    @property
    def stream(self) -> Stream | None:
        return None

    @property
    def is_over(self) -> bool:
        return self._over

    def audio(self, window_s: float, until: float | None = None) -> bytes:
        return self._audio[: round(8000 * window_s)]


async def test_true_claims_return() -> None:
    ear = FixedEar(503, 701)
    await ear.hears({503})
    await ear.hears({503, 701}, for_s=0.05)
    await ear.hears_only({503, 701}, among={1103})
    await ear.hears_sound()
    await FixedEar().hears_silence(for_s=0.05)
    await FixedEar().hears_only(set(), among={503})


async def test_false_claims_say_what_was_heard() -> None:
    ear = FixedEar(503, 701)
    with pytest.raises(AssertionError, match=r"should hear 503\+1103 Hz: not within"):
        await ear.hears({503, 1103}, timeout_s=0.01)
    with pytest.raises(AssertionError, match=r"should hear 503 Hz and nothing else"):
        await ear.hears_only({503}, among={701}, timeout_s=0.01)
    with pytest.raises(AssertionError, match="should hear silence"):
        await ear.hears_silence(timeout_s=0.01)
    with pytest.raises(AssertionError, match="should hear a sound"):
        await FixedEar().hears_sound(timeout_s=0.01)


async def test_who_hung_up_hears_nothing() -> None:
    with pytest.raises(AssertionError, match="the call was over"):
        await FixedEar(503, over=True).hears({503})


def test_levels() -> None:
    ear = FixedEar(503)
    assert ear.heard(0.3, among={503})[503] == pytest.approx(-12.2, abs=0.1)
    assert ear.heard(0.3, among={701})[701] < -60
    assert ear.level_dbfs() == pytest.approx(-12.2, abs=0.1)
