from __future__ import annotations

import pytest

from tests.phones import tones

ROUND = (500, 700, 1100, 1300, 1850)
UNROUND = (503, 701, 1103, 1307, 1847)


def second_of(*tones_hz: int, amplitude: float = tones.AMPLITUDE) -> bytes:
    return b"".join(tones.tone_payloads(tones_hz, amplitude))


def test_every_code_survives_decoding_and_encoding() -> None:
    for code, sample in enumerate(tones.decode(bytes(range(256)))):
        # 0x7F and 0xFF both mean zero.
        assert tones.encode_sample(int(sample)) == (0xFF if code == 0x7F else code)


@pytest.mark.parametrize("sample", [0, 1, -1, 100, -100, 8000, -8000, 32767, -32768])
def test_samples_come_back_within_a_step(sample: int) -> None:
    (back,) = tones.decode(bytes([tones.encode_sample(sample)]))
    assert abs(back - sample) <= max(8, abs(sample) / 16)


def test_alaw_as_the_standard_has_it() -> None:
    """G.711: silence is 0xD5, the loudest positive sample 0xAA; a tone stays as loud as it was."""
    assert tones.to_alaw(tones.SILENCE_PAYLOAD[:1]) in (b"\xd5", b"\x55")
    assert tones.to_alaw(b"\x80") == b"\xaa"
    back = tones.from_alaw(tones.to_alaw(second_of(503)))
    assert tones.levels_dbfs(back, {503})[503] == pytest.approx(-12.2, abs=0.2)


@pytest.mark.parametrize("seconds", [0.1, 0.3, 0.5])
@pytest.mark.parametrize(("family", "absent_dbfs"), [(ROUND, -55), (UNROUND, -60)])
def test_a_tone_reads_as_loud_as_it_is_and_the_others_as_absent(
    family: tuple[int, ...], absent_dbfs: float, seconds: float
) -> None:
    for played in family:
        levels = tones.levels_dbfs(second_of(played)[: round(8000 * seconds)], family)
        assert levels.pop(played) == pytest.approx(-12.2, abs=0.1)
        assert max(levels.values()) < absent_dbfs


def test_tones_that_sound_together_are_all_found() -> None:
    levels = tones.levels_dbfs(second_of(500, 700)[:800], ROUND)
    assert levels[500] == pytest.approx(-12.2, abs=0.2)
    assert levels[700] == pytest.approx(-12.2, abs=0.2)
    assert levels[1100] < -45


def test_a_second_repeats_without_a_seam() -> None:
    payloads = tones.tone_payloads((503,))
    assert len(payloads) == 50
    assert all(len(payload) == 160 for payload in payloads)
    around_the_seam = b"".join(payloads[-2:] + payloads[:3])
    assert tones.levels_dbfs(around_the_seam, [503])[503] == pytest.approx(-12.2, abs=0.1)


def test_loudness() -> None:
    assert tones.level_dbfs(second_of(500)) == pytest.approx(-12.2, abs=0.1)
    assert tones.level_dbfs(tones.SILENCE_PAYLOAD) == tones.NOTHING_DBFS
    assert tones.level_dbfs(b"") == tones.NOTHING_DBFS


def test_too_little_audio_tells_nothing() -> None:
    assert tones.levels_dbfs(second_of(500)[:160], [500]) == {500: tones.NOTHING_DBFS}


def test_the_strongest_tones_are_named_loudest_first() -> None:
    audio = bytes(
        tones.encode_sample(round(one + other / 2))
        for one, other in zip(tones.decode(second_of(440)), tones.decode(second_of(1850)), strict=True)
    )
    assert list(tones.strongest(audio)) == [440, 1850]
    assert tones.strongest(b"\xff" * 800) == {}


@pytest.mark.parametrize("tones_hz", [(), (0,), (4000,), (500, -1)])
def test_impossible_tones_are_refused(tones_hz: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="tones between"):
        tones.tone_payloads(tones_hz)


def test_words() -> None:
    assert tones.in_words({500: -12.24}) == "500 Hz (-12.2 dBFS)"
    assert tones.in_words({}) == "nothing"
    assert tones.plus({700, 500}) == "500+700 Hz"
    assert tones.plus(()) == "no tone"
