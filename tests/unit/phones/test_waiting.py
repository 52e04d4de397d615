from __future__ import annotations

import asyncio

import pytest

from tests.phones.waiting import Watch


async def test_waits_for_the_change_and_no_longer() -> None:
    watch = Watch()
    seen: list[int] = []
    waiting = asyncio.create_task(watch.until(lambda: len(seen) == 2, 60, lambda: ""))
    for number in (1, 2):
        await asyncio.sleep(0)
        assert not waiting.done()
        seen.append(number)
        watch.changed()
    await waiting


async def test_what_is_true_already_needs_no_wait() -> None:
    await Watch().until(lambda: True, 0, lambda: "")


async def test_says_how_long_and_what_for() -> None:
    with pytest.raises(TimeoutError, match=r"waited 0.01 s; it never rang"):
        await Watch().until(lambda: False, 0.01, lambda: "it never rang")
