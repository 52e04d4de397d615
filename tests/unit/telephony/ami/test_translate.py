import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccd.domain.events import (
    AgentNotCalled,
    ChannelHungUp,
    ChannelTransferred,
    DialAnswered,
    DialStatus,
    Event,
    PhoneChanged,
    PhoneState,
    RingEnded,
    SignInFailed,
)
from ccd.telephony.ami.translate import PHONE_STATES, translate

DIAL_END = {
    "Event": "DialEnd",
    "Uniqueid": "17.1",
    "DestChannel": "PJSIP/1001-0000002a",
    "DialStatus": "ANSWER",
}
BLIND = {"Event": "BlindTransfer", "Result": "Success", "TransfereeUniqueid": "17.1", "Extension": "1002"}
ATTENDED = {
    "Event": "AttendedTransfer",
    "Result": "Success",
    "TransfereeUniqueid": "17.1",
    "TransferTargetChannel": "PJSIP/1002-0000002b",
    "SecondTransfererConnectedLineNum": "1002",
    "DestType": "Bridge",
}
OUTSIDE = {
    **ATTENDED,
    "TransferTargetChannel": "Local/x@y-1;2",
    "SecondTransfererConnectedLineNum": "0301234",
}
NOT_CALLED = {
    "Event": "OriginateResponse",
    "ActionID": "callback c1-1",
    "Response": "Failure",
    "Uniqueid": "c1-1",
    "Reason": "0",
}
STILL_RINGING = {key: ATTENDED[key] for key in ATTENDED if key != "TransferTargetChannel"}


@pytest.mark.parametrize(
    ("message", "event"),
    [
        (DIAL_END, DialAnswered("17.1", "1001")),
        ({**DIAL_END, "DialStatus": "BUSY"}, RingEnded("17.1", "1001", DialStatus.BUSY)),
        ({**DIAL_END, "DialStatus": "DONTCALL"}, RingEnded("17.1", "1001", DialStatus.CHANUNAVAIL)),
        ({**DIAL_END, "DialStatus": "CANCEL"}, None),
        ({**DIAL_END, "DestChannel": "Local/x@y-1;2"}, None),
        ({key: value for key, value in DIAL_END.items() if key != "Uniqueid"}, None),
        ({"Event": "Hangup", "Uniqueid": "17.1", "Cause": "16"}, ChannelHungUp("17.1")),
        (BLIND, ChannelTransferred("17.1", "blind", "1002")),
        ({**BLIND, "Result": "Invalid"}, None),
        (ATTENDED, ChannelTransferred("17.1", "attended", "1002")),
        (OUTSIDE, ChannelTransferred("17.1", "attended", "0301234")),
        (STILL_RINGING, ChannelTransferred("17.1", "attended", "1002")),
        ({key: value for key, value in ATTENDED.items() if key != "TransfereeUniqueid"}, None),
        (NOT_CALLED, None),
        ({**NOT_CALLED, "Reason": "3"}, AgentNotCalled("c1-1", DialStatus.NOANSWER)),
        ({**NOT_CALLED, "Uniqueid": "<null>"}, AgentNotCalled("c1-1", DialStatus.CHANUNAVAIL)),
        ({**NOT_CALLED, "Response": "Success", "Reason": "4"}, None),
        ({"Event": "DeviceStateChange", "Device": "PJSIP/trunk", "State": "INUSE"}, None),
        ({"Event": "DeviceStateChange", "Device": "PJSIP/1001", "State": "UNKNOWN"}, None),
        ({"Event": "Newexten"}, None),
        ({"Response": "Success"}, None),
    ],
)
def test_what_asterisk_tells(message: dict[str, str], event: Event | None) -> None:
    assert translate(message) == event


@pytest.mark.parametrize(
    ("states", "phone"),
    [
        (["NOT_INUSE"], PhoneState.IDLE),
        (["INUSE", "BUSY", "ONHOLD", "RINGINUSE"], PhoneState.IN_USE),
        (["RINGING"], PhoneState.RINGING),
        (["UNAVAILABLE", "INVALID"], PhoneState.UNREACHABLE),
    ],
)
def test_states_of_a_phone(states: list[str], phone: PhoneState) -> None:
    told = [
        translate({"Event": "DeviceStateChange", "Device": "PJSIP/1001", "State": state}) for state in states
    ]
    assert told == [PhoneChanged("1001", phone)] * len(states)


def test_every_state_of_a_phone_can_be_seen() -> None:
    assert set(PHONE_STATES.values()) == set(PhoneState)


@given(
    st.dictionaries(
        st.sampled_from(sorted(DIAL_END | BLIND | ATTENDED | {"Device": "", "State": ""})),
        st.sampled_from(["DialEnd", "Hangup", "BlindTransfer", "AttendedTransfer", "DeviceStateChange"])
        | st.text(),
    )
)
def test_no_message_upsets_the_translator(message: dict[str, str]) -> None:
    translate(message)


STRANGER = {
    "Event": "ChallengeResponseFailed",
    "Service": "PJSIP",
    "AccountID": "1001",
    "RemoteAddress": "IPV4/UDP/203.0.113.7/5060",
}


@pytest.mark.parametrize(
    ("fields", "event"),
    [
        ({}, SignInFailed("203.0.113.7", "1001")),
        ({"Event": "InvalidPassword"}, SignInFailed("203.0.113.7", "1001")),
        (
            {
                "Event": "InvalidAccountID",
                "AccountID": "<unknown>",
                "RemoteAddress": "IPV6/UDP/2001:db8::1/9",
            },
            SignInFailed("2001:db8::1", ""),
        ),
        ({"AccountID": "x" * 5000}, SignInFailed("203.0.113.7", "x" * 80)),
        ({"Service": "AMI"}, None),
        ({"Event": "ChallengeSent"}, None),
        ({"RemoteAddress": "IPV4/UDP/somewhere/5060"}, None),
        ({"RemoteAddress": ""}, None),
    ],
)
def test_a_sign_in_that_failed(fields: dict[str, str], event: SignInFailed | None) -> None:
    assert translate({**STRANGER, **fields}) == event
