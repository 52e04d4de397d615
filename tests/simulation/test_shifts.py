"""Shift after shift, each with other people and other troubles."""

import sys

import pytest

from tests.simulation.__main__ import KINDS, main


@pytest.mark.parametrize("seed", range(110))
def test_every_call_ends_once_and_no_agent_is_stuck(seed: int) -> None:
    KINDS["troubled"](seed).play()


@pytest.mark.parametrize("seed", range(70))
def test_they_die_again_and_again(seed: int) -> None:
    """The daemon at any moment, also between a fact and its order; Asterisk; the link between them."""
    KINDS["deadly"](seed).play()


@pytest.mark.parametrize("seed", range(40))
def test_people_call_each_other_and_nothing_breaks(seed: int) -> None:
    """Then talk and hold are known to the moment, and compared with what Asterisk did."""
    KINDS["private"](seed).play()


@pytest.mark.parametrize("seed", range(40))
def test_supervisors_listen_and_phones_dial_codes(seed: int) -> None:
    """With talk and hold to the moment all the same: to be listened to changes nothing."""
    KINDS["desks"](seed).play()


@pytest.mark.parametrize("seed", range(12))
def test_a_crowd(seed: int) -> None:
    KINDS["crowded"](seed).play()


def test_announcements_are_heard_whole_and_cut_short() -> None:
    heard = []
    for seed in range(5):
        shift = KINDS["troubled"](seed)
        shift.play()
        heard += shift.asterisk.heard
    assert {file.whole for file in heard} == {True, False}


def test_a_seed_that_goes_wrong_is_told_with_what_does_it_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def wrong(daemon: object, *_: object) -> None:
        assert daemon is None, "the third wheel"

    monkeypatch.setattr(sys, "argv", ["sim", "--first", "7", "--seeds", "2", "--kind", "troubled"])
    assert main() == 0
    assert "2 shifts went well" in capsys.readouterr().out
    monkeypatch.setattr("tests.simulation.invariants.of_the_shift", wrong)
    assert main() == 1
    said = capsys.readouterr()
    assert "the third wheel" in said.err
    assert "make sim FIRST=7 SEEDS=1 KIND=troubled" in said.out
