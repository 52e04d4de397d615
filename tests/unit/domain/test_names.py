"""A part is written as its first field alone where it says nothing else."""

import pytest
from pydantic import ValidationError

from ccd.domain.names import Abbreviated, Name


class Seat(Abbreviated):
    agent: Name
    rank: int = 1


@pytest.mark.parametrize(("short", "whole"), [("an", {"agent": "an"}), ("an", {"agent": "an", "rank": 1})])
def test_the_first_field_alone_will_do(short: str, whole: dict[str, object]) -> None:
    assert Seat.model_validate(short) == Seat.model_validate(whole)
    assert Seat.model_validate(whole).model_dump_json() == f'"{short}"'


def test_what_is_not_as_usual_is_written_whole() -> None:
    assert Seat.model_validate({"agent": "an", "rank": 2}).model_dump() == {"agent": "an", "rank": 2}


def test_the_first_field_is_checked_all_the_same() -> None:
    with pytest.raises(ValidationError, match="agent"):
        Seat.model_validate("An!")
