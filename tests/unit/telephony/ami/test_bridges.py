from ccd.domain.events import BridgeChanged, BridgeMember
from ccd.telephony.ami.bridges import Bridges

CALLER = BridgeMember("1.0", "carrier")
AGENT = BridgeMember("1.1", "1001")
THIRD = BridgeMember("1.3", "1003")


def step(member: BridgeMember, bridge: str = "b1", technology: str = "simple_bridge") -> dict[str, str]:
    return {
        "BridgeUniqueid": bridge,
        "BridgeTechnology": technology,
        "Uniqueid": member.channel_id,
        "Channel": f"PJSIP/{member.endpoint}-0000000a",
    }


def test_a_conversation_is_told_once() -> None:
    bridges = Bridges()
    assert bridges.entered(step(CALLER)) is None
    assert bridges.entered(step(AGENT)) == BridgeChanged((CALLER, AGENT))
    assert bridges.left(step(AGENT)) is None
    assert bridges.left(step(CALLER)) is None
    assert bridges.entered(step(CALLER)) is None, "nobody is left over"


def test_who_talks_on_a_mobile() -> None:
    bridges = Bridges()
    bridges.entered(step(CALLER))
    detour = {**step(AGENT), "Channel": "Local/0901.carrier.0.1001.1@ccd-mobile-00000001;1"}
    assert bridges.entered(detour) == BridgeChanged((CALLER, BridgeMember("1.1", "1001", "0901@carrier")))


def test_of_three_one_leaves() -> None:
    bridges = Bridges()
    bridges.entered(step(CALLER))
    bridges.entered(step(AGENT))
    assert bridges.entered(step(THIRD)) == BridgeChanged((CALLER, AGENT, THIRD))
    assert bridges.left(step(AGENT)) == BridgeChanged((CALLER, THIRD))


def test_nobody_talks_in_the_parking_lot() -> None:
    bridges = Bridges()
    for member in (CALLER, THIRD):
        assert bridges.entered(step(member, technology="holding_bridge")) is None
        assert bridges.left(step(member, technology="holding_bridge")) is None


def test_what_there_is_after_a_blind_spell() -> None:
    bridges = Bridges()
    bridges.entered(step(THIRD))
    statuses = [
        {"BridgeID": "b2", "Uniqueid": m.channel_id, "Channel": f"PJSIP/{m.endpoint}-0000000a"}
        for m in (CALLER, AGENT)
    ]
    assert [*bridges.found([*statuses, {"Uniqueid": "1.9"}])] == [BridgeChanged((CALLER, AGENT))]
    assert bridges.entered(step(AGENT)) is None
