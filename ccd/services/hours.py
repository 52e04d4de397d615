"""Opening hours: how it is with them now, and setting them by hand."""

from ccd.domain.centre import Centre
from ccd.domain.events import BackToPlan, OpenedByHand
from ccd.domain.hours import Opening, next_change_ms
from ccd.domain.refused import Refused
from ccd.engine.engine import Engine
from ccd.services.refusals import NotFound
from ccd.services.views import View


class OpeningView(View):
    """`by` is who set the state by hand, empty when it is the plan's own. `until_ms` is when it will be
    another one; null: not within two weeks, or until somebody takes back what was set by hand."""

    hours: str
    state: Opening
    by: str
    until_ms: int | None


def now(centre: Centre, name: str, now_ms: int) -> OpeningView | NotFound:
    hours = centre.plan.hours_by_name.get(name)
    if hours is None:
        return NotFound(f"There are no hours {name}.")
    state = centre.by_hand.opening(hours, now_ms)
    if override := centre.by_hand.of(name, now_ms):
        return OpeningView(hours=name, state=state, by=override.by, until_ms=override.until_ms)
    return OpeningView(hours=name, state=state, by="", until_ms=next_change_ms(hours, now_ms))


async def ask(engine: Engine, event: OpenedByHand | BackToPlan, now_ms: int) -> OpeningView | Refused:
    """Set, or take back, and how it is then."""
    found = now(engine.floor, event.hours, now_ms)
    if isinstance(found, NotFound):
        return found
    return await engine.ask(event) or now(engine.floor, event.hours, now_ms)
