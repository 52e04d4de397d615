from ccd.domain.events import PhoneState
from ccd.domain.perception import Perception


def test_a_phone_is_as_it_was_shown_unless_it_could_not_be_rung() -> None:
    seen = Perception()
    assert seen.phone("1001") is PhoneState.IDLE
    seen.phones["1001"] = PhoneState.IN_USE
    assert seen.phone("1001") is PhoneState.IN_USE
    seen.out_of_reach["1001"] = 5000
    assert seen.phone("1001") is PhoneState.UNREACHABLE
