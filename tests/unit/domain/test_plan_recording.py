"""What a plan says of recording, and what of it holds."""

from collections import Counter

import pytest
from pydantic import ValidationError

from ccd.domain.plan_recording import Recording, decisive, draw, share


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("always", "always"),
        (True, "always"),
        ("yes", "always"),
        ("100 %", "always"),
        (False, "never"),
        ("no", "never"),
        ("0%", "never"),
        ("on_demand", "on_demand"),
        ("25 %", "25%"),
        ("7%", "7%"),
    ],
)
def test_words_for_it(written: object, means: str) -> None:
    assert Recording.model_validate({"inbound": written}).inbound == means


@pytest.mark.parametrize("written", ["sometimes", "101%", "-1%", "2.5%", "", 25, None])
def test_words_that_are_none(written: object) -> None:
    with pytest.raises(ValidationError):
        Recording.model_validate({"inbound": written})


def test_the_most_special_decides() -> None:
    assert decisive(("always",), "never", "25%") == "always"
    assert decisive((None,), None, "25%", "always") == "25%"
    assert decisive((), None, None, "on_demand") == "on_demand"


def test_of_several_phones_one_never_is_enough() -> None:
    assert decisive(("always", "never"), "always") == "never"
    assert decisive((None, "on_demand", "always"), "never") == "on_demand"


def test_a_share_is_drawn_evenly_and_can_be_repeated() -> None:
    lots = [draw(seed, f"20261123T0930-{n:x}") for seed in range(20) for n in range(500)]
    assert lots == [draw(seed, f"20261123T0930-{n:x}") for seed in range(20) for n in range(500)]
    counted = Counter(lots)
    assert set(counted) == set(range(100))
    assert 0.22 < sum(lot < 25 for lot in lots) / len(lots) < 0.28
    assert (share("25%"), share("always")) == (25, None)
