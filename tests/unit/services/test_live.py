"""The live feed: nobody misses, nobody hears twice, and a slow listener harms nobody."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from ccd.domain.facts import AgentSignedOut, Recorded
from ccd.services.live import BEHIND_MOST, KEPT_MOST, Dropped, LiveFeed


def facts(first: int, last: int) -> list[Recorded]:
    return [Recorded(seq, 0, AgentSignedOut("an")) for seq in range(first, last + 1)]


async def take(source: AsyncIterator[Recorded | Dropped], most: int) -> list[int | Dropped]:
    taken: list[int | Dropped] = []
    while len(taken) < most:
        heard = await anext(source)
        taken.append(heard if isinstance(heard, Dropped) else heard.seq)
    return taken


async def test_every_listener_hears_what_comes_after_he_came() -> None:
    feed = LiveFeed()
    feed.publish(facts(1, 1))
    with feed.subscribe(None) as first, feed.subscribe(None) as second:
        feed.publish(facts(2, 3))
        assert await take(first, 2) == [2, 3]
        assert await take(second, 2) == [2, 3]


async def test_a_listener_who_waits_wakes_up() -> None:
    feed = LiveFeed()
    with feed.subscribe(None) as source:
        hearing = asyncio.create_task(take(source, 1))
        await asyncio.sleep(0)
        feed.publish(facts(1, 1))
        assert await hearing == [1]


async def test_who_was_away_hears_what_is_kept() -> None:
    feed = LiveFeed()
    feed.publish(facts(1, KEPT_MOST + 10))
    with feed.subscribe(5) as source:
        feed.publish(facts(KEPT_MOST + 11, KEPT_MOST + 11))
        assert await take(source, KEPT_MOST + 1) == list(range(11, KEPT_MOST + 12))


async def test_who_does_not_keep_up_is_told_and_dropped() -> None:
    feed = LiveFeed()
    with feed.subscribe(None) as slow:
        feed.publish(facts(1, BEHIND_MOST))
        assert await take(slow, 1) == [1]
        feed.publish(facts(BEHIND_MOST + 1, BEHIND_MOST + 2))
        (last,) = await take(slow, 1)
        assert isinstance(last, Dropped)
        feed.publish(facts(BEHIND_MOST + 3, BEHIND_MOST + 3))
        with pytest.raises(StopAsyncIteration):
            await anext(slow)


async def test_at_the_end_everybody_hears_what_came_before_it() -> None:
    feed = LiveFeed()
    with feed.subscribe(None) as source:
        feed.publish(facts(1, 2))
        feed.close()
        *heard, last = await take(source, 3)
        assert heard == [1, 2]
        assert isinstance(last, Dropped)


async def test_who_comes_after_the_end_is_told() -> None:
    feed = LiveFeed()
    feed.close()
    with feed.subscribe(None) as source:
        assert isinstance((await take(source, 1))[0], Dropped)
