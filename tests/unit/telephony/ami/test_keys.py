"""Which keys of a phone are a code."""

import pytest

from ccd.domain.events import RecordingKeyed
from ccd.telephony.ami.keys import CODE_S, Keys


class Told:
    """The keys of phone 1001 are heard one by one, `s` seconds after each other."""

    def __init__(self) -> None:
        self.now = 100.0
        self.keys = Keys(lambda: self.now)

    def press(self, keys: str, s: float = 0.5, **other: str) -> list[RecordingKeyed]:
        heard = []
        for key in keys:
            self.now += s
            message = {"Direction": "Received", "Channel": "PJSIP/1001-0000002a", "Digit": key, **other}
            heard.append(self.keys.hear(message))
        return [event for event in heard if event]


@pytest.mark.parametrize(
    ("pressed", "times"), [("*1", 1), ("**1", 1), ("*1*1", 2), ("*", 0), ("1*", 0), ("*21", 0)]
)
def test_the_code_is_two_keys(pressed: str, times: int) -> None:
    assert Told().press(pressed) == [RecordingKeyed("1001")] * times


def test_keys_that_are_far_apart_are_no_code() -> None:
    assert not Told().press("*1", s=CODE_S + 0.1)


def test_keys_of_two_phones_are_no_code() -> None:
    told = Told()
    told.press("*")
    assert not told.press("1", Channel="PJSIP/1002-0000002b")


def test_what_is_sent_to_a_phone_was_not_pressed_there() -> None:
    assert not Told().press("*1", Direction="Sent")


def test_the_keys_of_a_mobile_are_its_owners_and_those_of_the_caller_nobodys() -> None:
    detour = "Local/0901.carrier.0.1001.1@ccd-mobile-00000001;{}"
    told = Told()
    assert told.press("*1", Channel=detour.format(1)) == [RecordingKeyed("1001")]
    assert not told.press("*1", Channel=detour.format(2))
