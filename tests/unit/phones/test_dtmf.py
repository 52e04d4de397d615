from __future__ import annotations

import pytest

from tests.phones.dtmf import KeyEvent, key_ticks, parse


def test_layout_of_a_packet() -> None:
    # event, E bit and volume, duration in samples
    assert KeyEvent("#", 800, end=True).encode() == bytes([11, 0x80 | 10, 0x03, 0x20])
    assert KeyEvent("5", 160, end=False).encode() == bytes([5, 10, 0x00, 0xA0])
    assert KeyEvent("D", 160, end=False).encode()[0] == 15


@pytest.mark.parametrize("event", [KeyEvent("0", 160, end=False), KeyEvent("*", 480, end=True)])
def test_packets_are_read_as_written(event: KeyEvent) -> None:
    assert parse(event.encode()) == event


def test_what_is_no_key_is_not_read() -> None:
    assert parse(b"\x01\x00") is None
    assert parse(bytes([16, 0, 0, 160])) is None


def test_a_key_grows_ends_three_times_and_pauses() -> None:
    ticks = key_ticks("7", down_ms=60, pause_ms=40)
    assert [[(event.duration, event.end) for event in tick] for tick in ticks] == [
        [(160, False)],
        [(320, False)],
        [(480, True)] * 3,
        [],
        [],
    ]


def test_letters_may_be_small() -> None:
    assert key_ticks("a", 20, 0)[0][0].key == "A"


@pytest.mark.parametrize(
    ("key", "down_ms", "pause_ms"), [("E", 100, 60), ("", 100, 60), ("12", 100, 60), ("1", 0, 0)]
)
def test_impossible_keys_and_times_are_refused(key: str, down_ms: int, pause_ms: int) -> None:
    with pytest.raises(ValueError, match=r"no such key|multiples"):
        key_ticks(key, down_ms, pause_ms)
