import pytest

from ccd.domain.phone_number import as_dialled, country_of, e164, is_ordinary


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


@pytest.mark.parametrize("ordinary", ["+84901234567", "+842838220000", "+12025550123", "+33612345678"])
def test_people_have_ordinary_numbers(ordinary: str) -> None:
    assert is_ordinary(ordinary)


@pytest.mark.parametrize(
    "dear", ["+8419001234", "+841800599920", "+19005550100", "+33899123456", "+84241234567"]
)
def test_what_costs_more_or_is_not_known_is_not_ordinary(dear: str) -> None:
    assert not is_ordinary(dear)


def test_a_number_tells_its_country() -> None:
    assert [country_of(n) for n in ("+84901234567", "+12025550123", "+8816123456789")] == ["VN", "US", "001"]


def test_national_numbers_are_dialled_by_their_digits() -> None:
    assert as_dialled("+84901234567", "VN") == "0901234567"
    assert as_dialled("+12025550123", "US") == "2025550123"
    assert as_dialled("+12025550123", "VN") == "+12025550123"
