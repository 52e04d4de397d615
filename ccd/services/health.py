"""Is everything there that the centre stands on?"""

from collections.abc import Awaitable, Callable, Mapping

from ccd.services.views import View

Check = Callable[[], Awaitable[str | None]]
"""What is wrong and what to do, None when nothing is. Bounds its own time; does not raise."""


class ReadyView(View):
    """`wrong`: {what: what is wrong with it}."""

    ready: bool
    wrong: dict[str, str]


async def look(checks: Mapping[str, Check]) -> ReadyView:
    wrong = {what: said for what, check in checks.items() if (said := await check())}
    return ReadyView(ready=not wrong, wrong=wrong)
