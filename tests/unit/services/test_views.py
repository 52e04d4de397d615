"""Cursors go there and back, and forged ones are refused."""

import base64

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from ccd.services.refusals import Invalid
from ccd.services.views import LARGEST_ID, ByMomentAndText, ByNumber, ByText, View, decode, encode, page_of
from ccd.storage.queries.page import Key

SHAPES = st.sampled_from([ByNumber, ByText, ByMomentAndText])


@given(
    st.integers(0, LARGEST_ID), st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=200)
)
def test_a_cursor_leads_back_to_its_key(moment: int, text: str) -> None:
    cursor = encode((moment, text))
    assert cursor.replace("-", "").replace("_", "").isalnum()
    assert decode(cursor, ByMomentAndText) == (moment, text)


@given(st.text(max_size=50), SHAPES)
def test_no_text_is_more_than_refused(text: str, shape: TypeAdapter[Key]) -> None:
    decode(text, shape)


@given(st.binary(max_size=50), SHAPES)
def test_no_content_is_more_than_refused(content: bytes, shape: TypeAdapter[Key]) -> None:
    decode(base64.urlsafe_b64encode(content).decode(), shape)


def test_a_forged_cursor_is_refused() -> None:
    for key, shape in [
        ((1, "a"), ByNumber),
        ((LARGEST_ID + 1,), ByNumber),
        ((-1,), ByNumber),
        (("1",), ByNumber),
        ((1,), ByText),
        (("a\0",), ByText),
        ((1,), ByMomentAndText),
    ]:
        assert isinstance(decode(encode(key), shape), Invalid), key


class Row(View):
    id: int


def test_the_last_page_has_no_next() -> None:
    rows = [{"id": 3}, {"id": 2}, {"id": 1}]

    def page(most: int) -> str | None:
        return page_of(Row.model_validate, rows[: most + 1], most, lambda row: (row["id"],)).next

    assert page(3) is None
    assert decode(page(2), ByNumber) == (2,)
