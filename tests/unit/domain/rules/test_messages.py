"""Who does not reach anybody leaves a message."""

from typing import Any

import pytest

from ccd.domain.events import (
    CallArrived,
    ConnectFinished,
    DialStatus,
    MessageKept,
    MessageTaken,
    SessionEnded,
)
from ccd.domain.facts import CallEnded, CallOutcome, EndedBy, MessageLeft, RecordingStored, VoicemailReached
from ccd.domain.orders import AnswerCall, KeepMessage, Order, RecordMessage, ReleaseCall, Verdict
from ccd.domain.plan import Plan
from tests.unit.domain.played import Played, office

PATH = "c1///c1-m1.wav"
DESK = {"name": "desk", "extension": "1001", "greeting": ["custom/away"], "longest_s": 60, "silence_s": 3}
OUTSIDE, INSIDE = "5550123", "1004"


def asked_for(caller: str, path: str = PATH) -> list[Order]:
    return [AnswerCall("c1"), RecordMessage("c1", "desk", path, ("custom/away",), 60, 3, "", caller)]


VOICEMAIL = CallEnded("c1", CallOutcome.VOICEMAIL, EndedBy.SYSTEM)


def planned(**target: Any) -> Plan:
    """1001 has a box; the number 700 leads to `target`, if there is one."""
    fields = office().model_dump()
    fields["voicemails"] = [DESK]
    if target:
        fields["dids"] = [*fields["dids"], {"number": "700", "target": target}]
    return Plan.model_validate(fields)


def dialled(number: str) -> CallArrived:
    return CallArrived("c1", "channel-c1", "", "1004", "", None, phone="1004", dialled=number)


@pytest.mark.parametrize(
    ("status", "cause"), [(DialStatus.NOANSWER, 0), (DialStatus.BUSY, 17), (DialStatus.CHANUNAVAIL, 20)]
)
def test_whom_a_phone_does_not_reach_has_a_box(status: DialStatus, cause: int) -> None:
    played = Played(planned()).play(dialled("1001")).play(ConnectFinished("c1", status, cause, True))
    assert played.orders == asked_for(INSIDE)
    assert played.the(VoicemailReached).box == "desk"


def test_who_has_none_is_not_answered() -> None:
    played = Played(planned()).play(dialled("1002")).play(ConnectFinished("c1", DialStatus.BUSY, 17, True))
    assert not played.all(VoicemailReached)
    assert [type(order) for order in played.orders] == [ReleaseCall]


def test_a_number_that_leads_to_a_box() -> None:
    played = Played(planned(kind="voicemail", box="desk")).call(did="700")
    assert played.orders[-2:] == asked_for(OUTSIDE)


def test_a_node_that_rings_a_phone_with_a_box() -> None:
    played = Played(planned(kind="extension", extension="1001")).call(did="700")
    played.play(ConnectFinished("c1", DialStatus.NOANSWER, 0, True))
    assert played.orders[-2:] == asked_for(OUTSIDE)


def asked() -> Played:
    return Played(planned(kind="voicemail", box="desk")).call(did="700")


def test_after_the_message_the_call_ends() -> None:
    played = asked().play(MessageTaken("c1", "desk", PATH, hung_up=False, caller=OUTSIDE))
    assert played.orders == [KeepMessage("c1", "desk", PATH, OUTSIDE), ReleaseCall("c1", Verdict.HANG_UP)]
    assert played.facts == [VOICEMAIL]
    played.play(MessageKept("c1", "desk", PATH, 4000, 64_044, "ab", OUTSIDE))
    assert played.facts == [
        RecordingStored("c1", PATH, 4000, 64_044, "ab"),
        MessageLeft("c1", "desk", PATH, 4000, OUTSIDE),
    ]


def test_who_hangs_up_has_left_his_message_all_the_same() -> None:
    played = asked().play(MessageTaken("c1", "desk", PATH, hung_up=True))
    assert played.orders == [KeepMessage("c1", "desk", PATH)]
    played.play(SessionEnded("c1", hung_up=True))
    assert played.the(CallEnded).ended_by is EndedBy.CALLER
    assert played.the(CallEnded).outcome is CallOutcome.VOICEMAIL


def test_who_comes_back_after_our_absence_is_asked_again() -> None:
    again = asked().restarted().call(did="700")
    assert again.orders[-2:] == asked_for(OUTSIDE, "c1///c1-m2.wav")
