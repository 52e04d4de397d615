from ccd.domain.facts import PartiesRung, PartyAnswered, RecordingStarted
from ccd.domain.legs import OutsideLeg, PhoneLeg
from ccd.domain.orders import Connect
from ccd.domain.plan import Plan
from ccd.domain.rules.connecting import connect, party_answered
from tests.unit.domain.played import MENU, Played, office


def test_what_is_recorded_is_said_when_somebody_answers() -> None:
    played = Played().call("c1", MENU)
    call = played.floor.calls["c1"]
    legs = (PhoneLeg("1001"), OutsideLeg("0901", "carrier"))
    path = call.recording_path
    steps = list(connect(played.floor, call, legs, played.now_ms, timeout_s=20))
    assert steps == [
        PartiesRung("c1", "1001 0901@carrier", path),
        Connect("c1", legs, 20, path, feature_codes=False),
    ]
    played.floor.apply(PartiesRung("c1", "1001 0901@carrier", path), played.now_ms)
    said = list(party_answered(played.floor, call, "0901@carrier", played.now_ms + 100))
    assert said == [PartyAnswered("c1", "0901@carrier", "", 100), RecordingStarted("c1", path)]


def test_phones_ring_as_long_as_the_longest_of_them_if_nobody_says_how_long() -> None:
    plan = office().model_dump() | {"extensions": [{"number": "1001", "ring_s": 7}, {"number": "1002"}]}
    phones = plan["extensions"] + [{"number": "1003"}, {"number": "1004"}]
    played = Played(Plan.model_validate(plan | {"extensions": phones})).call("c1", MENU)
    for legs, ring_s in (((PhoneLeg("1001"),), 7), ((PhoneLeg("1001"), PhoneLeg("1002")), 30)):
        *_, order = connect(played.floor, played.floor.calls["c1"], legs, played.now_ms)
        assert isinstance(order, Connect)
        assert order.timeout_s == ring_s
