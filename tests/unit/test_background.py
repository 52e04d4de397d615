"""Work beside the rest."""

import asyncio

from structlog.testing import capture_logs

from ccd.background import Background, watched


async def test_leaving_waits_for_what_is_under_way() -> None:
    goes_on, done = asyncio.Event(), []

    async def work(name: str) -> None:
        await goes_on.wait()
        done.append(name)

    async with Background() as background:
        background.start(work("a"), "a")
        background.start(work("b"), "b")
        goes_on.set()
    assert done == ["a", "b"]


async def test_one_that_dies_says_so_and_takes_no_other_with_it() -> None:
    done = []

    async def fail() -> None:
        raise RuntimeError("a fault")

    async def work() -> None:
        await asyncio.sleep(0)
        done.append("other")

    with capture_logs() as logs:
        async with Background() as background:
            background.start(fail(), "one")
            background.start(work(), "other")
    assert done == ["other"]
    assert [(entry["log_level"], entry["task"]) for entry in logs] == [("critical", "one")]


async def test_what_is_cancelled_or_watched_ends_without_a_word() -> None:
    with capture_logs() as logs:
        async with Background() as background:
            background.start(_for_ever(), "for ever")
            background.cancel()
        async with watched(_for_ever(), "for ever") as task:
            assert not task.done()
        assert task.cancelled()
    assert not logs


async def _for_ever() -> None:
    await asyncio.Event().wait()
