"""A vocabulary and the tables that read it grow together: what is in one and not in the other is a hole."""

import dataclasses
import inspect
from enum import StrEnum
from types import ModuleType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from ccd.domain import events, facts, orders
from ccd.domain.agent import ACTIVITY, PRESENCE
from ccd.domain.call import TRANSITIONS
from ccd.domain.facts import Fact
from ccd.domain.ivr.nodes import NODES, Node
from ccd.domain.routing import STRATEGIES, StrategyName
from ccd.domain.rules import RULES
from ccd.storage import event_json
from ccd.storage.fact_json import KINDS

VOCABULARIES = [(events, events.Event), (facts, facts.Fact), (orders, orders.Order)]

PARTS = {
    events.BridgeMember,
    events.Carried,
    events.SeenChannel,
    events.NetRow,
    facts.Recorded,
    orders.RungPhone,
    orders.Spoken,
    orders.DigitByDigit,
    orders.Moment,
}
"""Not said by themselves: pieces of an event or an order, and what wraps a fact."""

CHANGE_NOBODY = {
    facts.PlanTaken,
    facts.LinkLost,
    facts.LinkFound,
    facts.NetLogRead,
    facts.AddressBanned,
    facts.BanEnded,
    facts.RecordingGap,
    *get_args(facts.KeepingFact),
    facts.MessageLeft,
    facts.MessageHeard,
    facts.MessageMoved,
    facts.MessageMailed,
    facts.BoxKnocked,
    facts.BoxOpened,
    facts.BoxAsks,
    facts.GreetingChanged,
    *get_args(facts.OfficeFact),
    *(set(get_args(facts.OutsideFact)) - {facts.OutsideDialled, facts.AbroadRung}),
}
"""They tell of the centre, the office, or of a recording or message by itself, not of one call or agent."""

CHANGE_NO_STATE = {facts.PhoneSeen}
"""The agent remembers it, on no axis: it neither depends on his state nor moves it."""


BEFALL_THE_DESK = {*get_args(facts.CodeFact), *get_args(facts.SupervisionFact)}
"""They tell what phones asked for by codes, and whom supervisors listened to (`domain/desk.py`)."""


def _classes(vocabulary: ModuleType) -> set[type]:
    return {
        member
        for _, member in inspect.getmembers(vocabulary, dataclasses.is_dataclass)
        if isinstance(member, type) and member.__module__.startswith(vocabulary.__name__)
    }


@pytest.mark.parametrize(("vocabulary", "union"), VOCABULARIES, ids=["events", "facts", "orders"])
def test_every_word_is_in_its_union(vocabulary: ModuleType, union: UnionType) -> None:
    assert _classes(vocabulary) - PARTS == set(get_args(union))


@pytest.mark.parametrize("vocabulary", [events, facts, orders])
def test_words_are_frozen_and_small(vocabulary: ModuleType) -> None:
    for word in _classes(vocabulary):
        parameters = vars(word)["__dataclass_params__"]
        assert parameters.frozen, f"{word.__name__} must be frozen"
        assert hasattr(word, "__slots__"), f"{word.__name__} must have slots"


def test_every_event_has_its_rule() -> None:
    assert set(RULES) == set(get_args(events.Event))


def test_every_fact_befalls_somebody() -> None:
    assert (
        set(get_args(Fact))
        == {*TRANSITIONS, *PRESENCE, *ACTIVITY} | CHANGE_NO_STATE | CHANGE_NOBODY | BEFALL_THE_DESK
    )


def test_every_fact_can_be_written_down() -> None:
    assert set(KINDS.values()) == set(get_args(Fact))


def test_every_event_can_be_written_down() -> None:
    assert set(event_json.KINDS.values()) == set(get_args(events.Event))


@pytest.mark.parametrize("fact", get_args(Fact))
def test_facts_hold_plain_values(fact: type) -> None:
    """So that a fact is one flat JSON object."""
    for name, kind in get_type_hints(fact).items():
        for alternative in get_args(kind) if get_origin(kind) is UnionType else (kind,):
            plain = alternative in (str, int, bool, type(None)) or issubclass(alternative, StrEnum)
            assert plain, f"{fact.__name__}.{name} is {kind}"


def test_every_kind_of_node_is_in_the_table() -> None:
    union: Any = get_args(Node)[0]
    assert {kind.model_fields["kind"].default: kind for kind in get_args(union)} == NODES


def test_every_strategy_is_in_the_table() -> None:
    assert set(STRATEGIES) == set(get_args(StrategyName))
