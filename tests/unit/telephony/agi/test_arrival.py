import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccd.domain.events import CallArrived, Carried
from ccd.telephony.agi.arrival import read_arrival
from tests.unit.telephony.agi.asterisk import NEW_CALL


def arrival(**fields: str) -> CallArrived:
    return read_arrival({**NEW_CALL, **fields}, lambda: "new-id")


def test_a_new_call() -> None:
    assert arrival() == CallArrived("new-id", "1795396316.0", "842838220000", "+15551234567", "Ann", None)


@pytest.mark.parametrize(
    ("channel", "phone"),
    [("PJSIP/1001-00000007", "1001"), ("PJSIP/carrier-00000007", ""), ("Local/1001@x-0000;1", "")],
)
def test_whose_phone_it_is_the_channel_says_and_no_caller_id(channel: str, phone: str) -> None:
    dialled = arrival(agi_channel=channel, agi_callerid="1003", agi_arg_6="*97")
    assert (dialled.phone, dialled.dialled) == (phone, "*97")


def test_a_call_that_comes_back_brings_its_place() -> None:
    back = arrival(agi_arg_2="c1", agi_arg_3="support", agi_arg_4="1795396411000", agi_arg_5="2")
    assert (back.call_id, back.carried) == ("c1", Carried("support", 2, 1795396411000))


def test_a_call_that_comes_back_from_the_menu_has_no_place() -> None:
    back = arrival(agi_arg_2="c1")
    assert (back.call_id, back.carried) == ("c1", None)


@pytest.mark.parametrize(
    "place",
    [
        {"agi_arg_3": "", "agi_arg_4": "1795396411000", "agi_arg_5": "1"},
        {"agi_arg_3": "support", "agi_arg_4": "", "agi_arg_5": "1"},
        {"agi_arg_3": "support", "agi_arg_4": "1795396411000", "agi_arg_5": ""},
        {"agi_arg_3": "support", "agi_arg_4": "-1", "agi_arg_5": "1"},
        {"agi_arg_3": "support", "agi_arg_4": "1e9", "agi_arg_5": "1"},
        {"agi_arg_3": "support", "agi_arg_4": "٣", "agi_arg_5": "1"},
        {"agi_arg_3": "support", "agi_arg_4": "1" * 400, "agi_arg_5": "1"},
    ],
)
def test_a_broken_place_is_none(place: dict[str, str]) -> None:
    assert arrival(agi_arg_2="c1", **place).carried is None


@pytest.mark.parametrize("call_id", ["a b", "../x", "a,b", "x" * 65, "${y}"])
def test_an_id_that_is_not_ours_is_replaced(call_id: str) -> None:
    assert arrival(agi_arg_2=call_id).call_id == "new-id"


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("unknown", ""),
        ("", ""),
        ("${CCD_CALL_ID}, é", "${CCD_CALL_ID}, é"),
        (r"a\"b\\c", r'a"b\c'),
        ("x" * 1000, "x" * 200),
    ],
)
def test_names(told: str, name: str) -> None:
    assert arrival(agi_calleridname=told).caller_name == name


@given(st.dictionaries(st.sampled_from(sorted(NEW_CALL)), st.text(max_size=300)))
def test_nothing_asterisk_says_upsets_us(fields: dict[str, str]) -> None:
    read = read_arrival(fields, lambda: "new-id")
    assert len(read.caller_name) <= 200
    assert len(read.caller_number) <= 200
