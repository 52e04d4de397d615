from hypothesis import given
from hypothesis import strategies as st

from ccd.domain.skills import asked_for, has, in_words, read, spelled, weaker

names = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,5}", fullmatch=True)
skills = st.dictionaries(names, st.integers(1, 10), max_size=4)


@given(skills, skills, skills)
def test_who_has_what_both_ask_for_has_what_each_asks_for(
    agent: dict[str, int], one: dict[str, int], other: dict[str, int]
) -> None:
    both = has(agent, asked_for(one)) and has(agent, asked_for(other))
    assert has(agent, asked_for(one, other)) == both


@given(skills, skills)
def test_the_weaker_of_two_asks_no_more_than_either(one: dict[str, int], other: dict[str, int]) -> None:
    least = weaker(asked_for(one), asked_for(other))
    assert has(one, least)
    assert has(other, least)
    assert dict(least).keys() == one.keys() & other.keys()


@given(skills)
def test_what_is_spelled_is_read_again(asked: dict[str, int]) -> None:
    assert read(spelled(asked_for(asked))) == asked_for(asked)


@given(st.text())
def test_nothing_that_a_record_may_say_fails(text: str) -> None:
    assert read(spelled(read(text))) == read(text)


def test_words() -> None:
    assert in_words(asked_for({"french": 2, "english": 4})) == "english 4, french 2"
