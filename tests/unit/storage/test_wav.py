import wave
from array import array
from hashlib import sha256
from pathlib import Path

import pytest

from ccd.storage.wav import NO_SOUND, complete, inspect, length_so_far_ms

RATE = 8000
SAID, HEARD, NOTHING = (array("h", [value] * RATE) for value in (3, -7, 0))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "20261123T0930-1f.wav"


def write(file: Path, said: "array[int] | None" = None, heard: "array[int] | None" = None) -> None:
    """As Asterisk does."""
    for ending, samples in ((".caller.sln", said), (".other.sln", heard)):
        if samples is not None:
            file.with_suffix(ending).write_bytes(samples.tobytes())


def write_both(file: Path, said: "array[int]", heard: "array[int]") -> None:
    """As it did for earlier versions."""
    both = array("h", bytes(4 * len(said)))
    both[0::2], both[1::2] = said, heard
    file.with_suffix(".raw").write_bytes(both.tobytes())


def add(file: Path, torn: bytes) -> None:
    file.write_bytes(file.read_bytes() + torn)


def sound(file: Path) -> tuple["array[int]", "array[int]"]:
    """Left and right; nothing else is left in the folder."""
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    with wave.open(str(file)) as stereo:
        assert stereo.getparams()[:3] == (2, 2, RATE)
        samples = array("h", stereo.readframes(stereo.getnframes()))
    return samples[0::2], samples[1::2]


def test_two_sides_become_one_wav(file: Path) -> None:
    said = array("h", range(-20_000, 20_000)) * 2
    write(file, said, HEARD * 10)
    assert length_so_far_ms(file) == 10_000
    made = complete(file)
    assert made
    assert sound(file) == (said, HEARD * 10)
    assert (made.length_ms, made.size_bytes) == (10_000, file.stat().st_size)
    assert made.sha256 == sha256(file.read_bytes()).hexdigest()
    assert inspect(file) == made
    assert length_so_far_ms(file) == 10_000
    assert complete(file) is None


def test_what_an_earlier_version_left_becomes_one_too(file: Path) -> None:
    write_both(file, SAID, HEARD)
    add(file.with_suffix(".raw"), b"\x01\x02\x03")
    write(file, HEARD, SAID)
    assert length_so_far_ms(file) == 2000
    made = complete(file)
    assert made
    assert made.length_ms == 2000
    assert sound(file) == (SAID + HEARD, HEARD + SAID)


@pytest.mark.parametrize(
    ("said", "heard"), [(SAID * 3, HEARD), (SAID, HEARD * 3), (SAID * 3, None), (None, HEARD * 3)]
)
def test_a_side_that_is_shorter_is_silent_from_then_on(
    file: Path, said: "array[int] | None", heard: "array[int] | None"
) -> None:
    """As when Asterisk dies: it writes each file in steps."""
    write(file, said, heard)
    made = complete(file)
    assert made
    assert made.length_ms == 3000
    sides = ((side or array("h")) for side in (said, heard))
    assert sound(file) == tuple(side + NOTHING * (3 - len(side) // RATE) for side in sides)


def test_half_a_sample_is_cut_off(file: Path) -> None:
    write(file, SAID, HEARD)
    add(file.with_suffix(".caller.sln"), b"\x01")
    assert complete(file)
    assert sound(file) == (SAID, HEARD)


def test_an_empty_recording_leaves_nothing(file: Path) -> None:
    write(file, array("h"), array("h"))
    assert complete(file) == NO_SOUND
    assert list(file.parent.iterdir()) == []


def test_one_that_is_gone_is_no_error(file: Path) -> None:
    assert complete(file) is None


def test_a_second_talk_follows_the_first(file: Path) -> None:
    write(file, SAID, HEARD)
    complete(file)
    write(file, HEARD[:2000], SAID[:2000])
    made = complete(file)
    assert made
    assert made.length_ms == 1250
    assert sound(file) == (SAID + HEARD[:2000], HEARD + SAID[:2000])
    write(file, array("h"), array("h"))
    assert complete(file) == made, "nothing more was said"


@pytest.mark.parametrize("left", [("both",), ("caller", "other"), ("caller",), ("other",)])
def test_a_death_before_all_was_removed_doubles_nothing(file: Path, left: tuple[str, ...]) -> None:
    write(file, SAID * 9, HEARD * 9)
    first = complete(file)
    if left == ("both",):
        write_both(file, SAID * 9, HEARD * 9)
    else:
        write(file, SAID * 9 if "caller" in left else None, HEARD * 9 if "other" in left else None)
    assert complete(file) == first
    assert sound(file) == (SAID * 9, HEARD * 9)


@pytest.mark.parametrize("longer", ["caller", "other"])
def test_the_shorter_side_is_removed_first(file: Path, longer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a death between the two would leave one whose place in the WAV nobody knows."""
    write(file, SAID * (1 + (longer == "caller")), HEARD * (1 + (longer == "other")))
    unlink = Path.unlink

    def die(path: Path, missing_ok: bool = False) -> None:
        unlink(path, missing_ok)
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(Path, "unlink", die)
        with pytest.raises(KeyboardInterrupt):
            complete(file)
    assert file.with_suffix(f".{longer}.sln").exists()
    made = complete(file)
    assert made
    assert made.length_ms == 2000
    sound(file)


def test_what_a_death_left_half_made_is_made_anew(file: Path) -> None:
    write(file, SAID, HEARD)
    file.with_suffix(".part").write_bytes(b"RIFF half")
    assert complete(file)
    assert sound(file) == (SAID, HEARD)
