"""Calls as they are told afterwards, and while they last."""

from dataclasses import replace
from typing import Any

from ccd.domain.phone_number import e164
from ccd.services.call_story import StoryLine, told
from ccd.services.recordings import RecordingView
from ccd.services.refusals import Invalid, NotFound
from ccd.services.supervisions import SupervisionView
from ccd.services.views import ByMomentAndText, Page, View, decode, page_of
from ccd.storage.database import Database
from ccd.storage.queries import calls as stored
from ccd.storage.queries.calls import CallFilter
from ccd.storage.queries.facts import facts_of_call
from ccd.storage.queries.page import Values
from ccd.storage.queries.recordings import find_recording
from ccd.storage.queries.supervisions import supervisions_of_call

FACTS_MOST = 5_000


class CallView(View):
    """`from_extension` is the phone of ours that called; `to_party` who was rung, or answered, outside of any
    queue: an extension or `NUMBER@TRUNK`. `caller_number` is as it came, `caller_e164` null where that is no
    number. `queue` is the last one entered, `agent` the last of a queue who answered; `wait_ms` and `talk_ms`
    add up, `hold_ms` is the part of `talk_ms` on hold. `parties` are those who talk now outside of any queue,
    with a space between."""

    call_id: str
    direction: str
    from_extension: str | None
    to_party: str | None
    did: str
    caller_number: str
    caller_e164: str | None
    caller_name: str
    customer_id: int | None
    flow: str
    state: str
    outcome: str | None
    ended_by: str | None
    queue: str | None
    agent: str | None
    started_at_ms: int
    answered_at_ms: int | None
    ended_at_ms: int | None
    safety_net: bool
    """Asterisk's own `Queue()` had the caller, because we were away."""
    wait_ms: int
    talk_ms: int
    hold_ms: int
    parties: str
    ticket_id: int | None


class VisitView(View):
    """One wait in one queue; `visit` counts from 1. `offers` is how often an agent was rung."""

    visit: int
    queue: str
    entered_at_ms: int
    left_at_ms: int | None
    outcome: str | None
    agent: str | None
    safety_net: bool
    wait_ms: int
    offers: int
    ring_ms: int
    talk_ms: int
    hold_ms: int


class FactView(View):
    """One thing that became true; `kind` and the fields of `body` are those of `ccd/domain/facts/`."""

    seq: int
    at_ms: int
    kind: str
    body: dict[str, Any]


class WholeCallView(CallView):
    """`story` is what the facts say, in sentences."""

    story: list[StoryLine]
    visits: list[VisitView]
    facts: list[FactView]
    recording: RecordingView | None
    supervisions: list[SupervisionView]


async def find(
    database: Database, filter: CallFilter, country: str, cursor: str | None, most: int
) -> Page[CallView] | Invalid:
    """The latest first. The caller may be given in any spelling, national ones as in `country`."""
    if filter.caller:
        filter = replace(filter, caller_e164=e164(filter.caller, country))
    after = decode(cursor, ByMomentAndText)
    if isinstance(after, Invalid):
        return after
    async with database.read() as tx:
        rows = await stored.find_calls(tx, filter, after, most + 1)
    return page_of(CallView.model_validate, rows, most, _key)


async def one(database: Database, call_id: str) -> WholeCallView | NotFound:
    """With all that is known of it."""
    async with database.read() as tx:
        call = await stored.find_call(tx, call_id)
        if call is None:
            return NotFound(f"There is no call {call_id}.")
        visits = await stored.visits_of_call(tx, call_id)
        facts = await facts_of_call(tx, call_id, FACTS_MOST)
        recording = await find_recording(tx, call_id)
        supervisions = await supervisions_of_call(tx, call_id)
    return WholeCallView.model_validate(
        call
        | {
            "story": told(facts),
            "visits": visits,
            "facts": facts,
            "recording": recording,
            "supervisions": supervisions,
        },
        from_attributes=True,
    )


def _key(row: Values) -> tuple[int, str]:
    return row["started_at_ms"], row["call_id"]
