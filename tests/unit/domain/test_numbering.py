import pytest

from ccd.domain.legs import PhoneLeg
from ccd.domain.numbering import CallDid, Meaning, NoSuchNumber, RingPhone, WaitInQueue, meaning
from ccd.domain.plan_did import did_key
from tests.unit.domain.played import SALES, office


@pytest.mark.parametrize(
    ("number", "meant"),
    [
        ("1003", RingPhone(PhoneLeg("1003"))),
        ("800", WaitInQueue("sales")),
        (SALES, CallDid(did_key(SALES))),
        (did_key(SALES), CallDid(did_key(SALES))),
        ("1999", NoSuchNumber()),
        ("", NoSuchNumber()),
    ],
)
def test_what_a_number_means(number: str, meant: Meaning) -> None:
    assert meaning(office(queues=("sales",), number="800"), "1001", number) == meant
