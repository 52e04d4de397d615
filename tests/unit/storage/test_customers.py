import pytest

from ccd.storage.customers import e164


@pytest.mark.parametrize(
    "spelling", ["0901 234 567", "0901234567", "+84 901 234 567", "0084901234567", "+84-901-234-567"]
)
def test_any_spelling_is_one_number(spelling: str) -> None:
    assert e164(spelling, "VN") == "+84901234567"


@pytest.mark.parametrize(
    "nobody",
    ["", " ", "anonymous", "unavailable", "restricted", "9" * 200, "12", "+", "sip:x@y", "\0", "\ud800"],
)
def test_nobody_is_nobody(nobody: str) -> None:
    assert e164(nobody, "VN") is None


def test_the_country_reads_national_numbers() -> None:
    assert e164("(202) 555-0100", "US") == "+12025550100"
    assert e164("+12025550100", "VN") == "+12025550100"
