from collections.abc import Sequence
from random import Random

import pytest

from ccd.domain.events import AsteriskFound, PhoneChanged, PhoneState, SeenChannel
from ccd.telephony.ami.bridges import Bridges
from ccd.telephony.ami.perform import Action
from ccd.telephony.ami.resync import Message, asked_anew, assemble_channels, take_snapshot, without_parking


def channel(name: str, uniqueid: str, call_id: str = "(null)", **fields: str) -> Message:
    """A `Status` event, of an idle channel that is up unless said otherwise."""
    return {
        "Event": "Status",
        "Channel": name,
        "ChannelState": "6",
        "Uniqueid": uniqueid,
        "Linkedid": uniqueid,
        "BridgeID": "",
        "Variable": f"CCD_CALL_ID={call_id}",
        **fields,
    }


WAITING = channel("PJSIP/trunk-1", "1.1", "c1")
RINGING = [
    channel("PJSIP/trunk-2", "2.1", "c2"),
    channel("PJSIP/1001-2", "2.2", ChannelState="5", Linkedid="2.1"),
]
TALKING = [
    channel("PJSIP/trunk-3", "3.1", "c3", BridgeID="b3"),
    channel("PJSIP/1002-3", "3.2", BridgeID="b3", Linkedid="3.1"),
]
INTERNAL = [channel("PJSIP/1003-4", "4.1", BridgeID="b4"), channel("PJSIP/1004-4", "4.2", BridgeID="b4")]
ALL = [WAITING, *RINGING, *TALKING, *INTERNAL]


@pytest.mark.parametrize("seed", range(5))
def test_every_caller_is_seen_in_whatever_order(seed: int) -> None:
    shuffled = Random(seed).sample(ALL, len(ALL))
    assert set(assemble_channels(shuffled)) == {
        SeenChannel("1.1", "c1", talking_to="", dialling=()),
        SeenChannel("2.1", "c2", talking_to="", dialling=("1001",)),
        SeenChannel("3.1", "c3", talking_to="1002", dialling=()),
    }


def test_a_mobile_that_has_to_accept_still_rings() -> None:
    detour = channel("Local/0901.carrier.10.1001.1@ccd-mobile-00000001;1", "2.5", Linkedid="2.1")
    (seen,) = assemble_channels([RINGING[0], detour])
    assert (seen.talking_to, seen.dialling) == ("", ("1001",))


def test_who_talks_on_a_mobile_is_seen_there() -> None:
    detour = channel("Local/0901.carrier.10.1001.1@ccd-mobile-00000001;1", "3.5", BridgeID="b3")
    (seen,) = assemble_channels([TALKING[0], detour])
    assert seen == SeenChannel("3.1", "c3", "1001", (), "0901@carrier")


def test_several_phones_may_ring_for_one_caller() -> None:
    also = channel("PJSIP/1002-2", "2.3", ChannelState="5", Linkedid="2.1")
    (seen,) = assemble_channels([*RINGING, also])
    assert seen.dialling == ("1001", "1002")


def test_two_callers_in_one_bridge_talk_to_the_agent() -> None:
    third = channel("PJSIP/trunk-9", "9.1", "c9", BridgeID="b3")
    seen = assemble_channels([third, *TALKING])
    assert [(channel.call_id, channel.talking_to) for channel in seen] == [("c9", "1002"), ("c3", "1002")]


def test_a_caller_alone_in_a_bridge_talks_to_nobody() -> None:
    (seen,) = assemble_channels(TALKING[:1])
    assert seen == SeenChannel("3.1", "c3", talking_to="", dialling=(), put_aside=True)


def test_who_was_handed_over_by_a_code_is_left_with_a_detour_until_both_are_joined() -> None:
    near = channel("Local/1003@ccd-internal-00000001;1", "3.5", BridgeID="b3")
    (seen,) = assemble_channels([TALKING[0], near])
    assert (seen.talking_to, seen.left_by) == ("", "")
    (three,) = assemble_channels([TALKING[0], near, TALKING[1]])
    assert three.left_by is None


def test_who_is_parked_is_left_by_who_did_it() -> None:
    parked = {"3.1": {"ParkerDialString": "PJSIP/1002"}}
    (seen,) = assemble_channels(without_parking(TALKING[:1], parked), parked)
    assert (seen.talking_to, seen.left_by, seen.put_aside) == ("", "1002", False)


def test_callers_who_are_phones_themselves_talk_to_each_other() -> None:
    both = [channel(f"PJSIP/100{n}-1", f"1.{n}", f"c{n}", BridgeID="b") for n in (1, 2)]
    assert [channel.talking_to for channel in assemble_channels(both)] == ["1002", "1001"]


async def test_a_snapshot_is_three_questions() -> None:
    lists: dict[str, list[Message]] = {
        "Status": ALL,
        "DeviceStateList": [
            {"Event": "DeviceStateChange", "Device": "PJSIP/1001", "State": "BUSY"},
            {"Event": "DeviceStateChange", "Device": "Queue:support_avail", "State": "INUSE"},
        ],
        "ParkedCalls": [],
    }
    asked: list[Action] = []

    async def ask_list(action: Action) -> Sequence[Message]:
        asked.append(action)
        return lists[action["Action"]]

    found, bridged = await take_snapshot(ask_list, Bridges())
    assert {len(each.members) for each in bridged} == {2}
    assert found == AsteriskFound(assemble_channels(ALL), (PhoneChanged("1001", PhoneState.IN_USE),))
    assert asked == [
        {"Action": "Status", "Variables": "CCD_CALL_ID"},
        {"Action": "DeviceStateList"},
        {"Action": "ParkedCalls"},
    ]


async def test_two_who_are_parked_share_a_bridge_and_do_not_talk() -> None:
    waiting = [channel(f"PJSIP/trunk-{n}", f"{n}.1", f"c{n}", BridgeID="lot") for n in (1, 2)]
    lists: dict[str, list[Message]] = {
        "Status": waiting,
        "DeviceStateList": [],
        "ParkedCalls": [{"Event": "ParkedCall", "ParkeeUniqueid": f"{n}.1"} for n in (1, 2)],
    }

    async def ask_list(action: Action) -> Sequence[Message]:
        return lists[action["Action"]]

    found, bridged = await take_snapshot(ask_list, Bridges())
    assert [seen.talking_to for seen in found.channels] == ["", ""]
    assert not bridged


def test_phones_that_seem_gone_are_asked_anew() -> None:
    states = (PhoneState.UNREACHABLE, PhoneState.IDLE, PhoneState.RINGING, PhoneState.IN_USE)
    phones = tuple(PhoneChanged(f"100{n}", state) for n, state in enumerate(states))
    assert asked_anew(AsteriskFound((), phones)) == ({"Action": "PJSIPQualify", "Endpoint": "1000"},)
