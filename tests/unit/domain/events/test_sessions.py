import pytest

from ccd.domain.events import DialStatus


@pytest.mark.parametrize("word", ["", "INVALIDARGS", "answer"])
def test_a_dial_status_unheard_of_means_that_no_phone_was_reached(word: str) -> None:
    assert DialStatus(word) is DialStatus.CHANUNAVAIL
