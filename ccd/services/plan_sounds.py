"""Does the plan name sounds that Asterisk does not have? No reason to refuse it: they may be copied later."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import asdict

import structlog

from ccd.domain.plan import Plan
from ccd.domain.plan_sounds import music_of, sounds_of
from ccd.domain.refused import Refused
from ccd.services.problems import spelled
from ccd.services.refusals import Problem

Lacking = Callable[[Collection[str], Collection[str]], Awaitable[tuple[set[str], set[str]]]]
"""Which of those sounds, and of those classes of music, are not there. Raises OSError, TimeoutError."""

_log = structlog.get_logger(__name__)


async def not_to_be_heard(plan: Plan, lacking: Lacking) -> list[Problem]:
    """Raises OSError, TimeoutError."""
    sounds, music = sounds_of(plan), music_of(plan)
    silent, empty = await lacking({name for _, name in sounds}, {name for _, name in music})
    nowhere = [(place, f"Asterisk has no sound {name}") for place, name in sounds if name in silent]
    nowhere += [
        (place, f"there is no sound in the folder music/{name} of your own sounds")
        for place, name in music
        if name in empty
    ]
    return [Problem(spelled(place), f"{what}: callers hear nothing there") for place, what in nowhere]


class PlanSounds:
    """What is lacking is said in the log, once as long as it lacks."""

    def __init__(self, lacking: Lacking) -> None:
        self._lacking = lacking
        self._plan = Plan()
        self._news = asyncio.Event()
        self._told: set[Problem] = set()

    def taken(self, plan: Plan) -> None:
        self._plan = plan
        self._news.set()

    def asterisk_found(self) -> None:
        self._news.set()

    async def keep_up(self) -> None:
        """For ever."""
        while await self._news.wait():
            self._news.clear()
            try:
                found = await not_to_be_heard(self._plan, self._lacking)
            except (OSError, TimeoutError) as error:
                _log.debug("the plan's sounds were not looked for", error=str(error))
                continue
            for problem in found:
                if problem not in self._told:
                    _log.warning("the plan names a sound that is not there", **asdict(problem))
            self._told = set(found)

    async def warnings(self) -> list[Problem] | Refused:
        """As it is now."""
        try:
            return await not_to_be_heard(self._plan, self._lacking)
        except (OSError, TimeoutError) as error:
            return Refused(f"Asterisk cannot be asked which sounds it has: {error}")
