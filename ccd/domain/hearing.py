"""Who hears of which fact. Most of what is remembered hangs on a few kinds of facts, so nobody is asked about
the others: each memory names in `Heard` the kinds that it takes, and a table leads from a kind to those who
take it."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, get_args

from ccd.domain.facts import Fact

T = TypeVar("T")
Take = Callable[[T, Any, int], object]
"""Whose memory it is, the fact, and when (ms since the epoch) it became true."""

Hearers = Mapping[type[Fact], tuple[Take[T], ...]]


def hearers(*wanted: tuple[Any, Take[T]]) -> Hearers[T]:
    """Of pairs (a kind of fact or a union of kinds, who takes them). In the table each kind's takers stand in
    the order in which they are given here."""
    table: dict[type[Fact], tuple[Take[T], ...]] = {}
    for heard, take in wanted:
        for kind in get_args(heard) or (heard,):
            table[kind] = (*table.get(kind, ()), take)
    return table


def tell(hearers: Hearers[T], memory: T, fact: Fact, at_ms: int) -> None:
    for take in hearers.get(type(fact), ()):
        take(memory, fact, at_ms)
