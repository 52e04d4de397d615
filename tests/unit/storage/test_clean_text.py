"""Text from outside, made storable."""

from hypothesis import given
from hypothesis import strategies as st

from ccd.storage.clean_text import clean


def test_ordinary_text_stays() -> None:
    assert clean("Nguyễn Thị Lan 'é' ${X} \n\u2028") == "Nguyễn Thị Lan 'é' ${X} \n\u2028"


def test_what_no_database_takes_goes() -> None:
    assert clean("a\0b") == "ab"
    assert clean("a\ud800b") == "a?b"


@given(st.text(alphabet=st.characters(codec=None)))
def test_anything_can_be_stored_afterwards(text: str) -> None:
    cleaned = clean(text)
    assert "\0" not in cleaned
    assert cleaned.encode().decode() == cleaned
    assert clean(cleaned) == cleaned
