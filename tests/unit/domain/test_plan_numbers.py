import pytest
from pydantic import ValidationError

from tests.unit.domain.played import office


@pytest.mark.parametrize(
    ("queues", "number", "complaint"),
    [
        (("sales",), "1001", "queue sales: extension 1001 has the number 1001"),
        (("sales", "support"), "800", "queue support: queue sales has the number 800"),
        (("sales",), "701", "queue sales: 701 parks calls; take another number"),
    ],
)
def test_a_number_means_one_thing(queues: tuple[str, ...], number: str, complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        office(queues=queues, number=number)


def test_numbers_that_nobody_else_has_are_taken() -> None:
    assert office(queues=("sales",), number="800").queues_by_number["800"].name == "sales"
