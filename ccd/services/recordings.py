"""Recordings: what is known of them."""

from ccd.domain.facts import Recorded
from ccd.domain.recording_map import segments
from ccd.services.refusals import Invalid, NotFound
from ccd.services.views import ByText, Page, View, decode, page_of
from ccd.storage.database import Database
from ccd.storage.fact_json import fact_from_body
from ccd.storage.queries import recordings as stored
from ccd.storage.queries.facts import facts_of_call
from ccd.storage.queries.recordings import RecordingFilter

FACTS_MOST = 5_000


class RecordingView(View):
    """That of a talk has the name of its call. `path` is relative to the recordings folder; length, size and
    `sha256` (hex) are null until it is complete. `held_by` is who wants it kept, empty or null for nobody;
    `damaged_at_ms` is when the file was last found to be another than was stored."""

    recording: str
    call_id: str
    path: str
    state: str
    started_at_ms: int | None
    stored_at_ms: int | None
    length_ms: int | None
    size_bytes: int | None
    sha256: str | None
    held_by: str | None
    held_reason: str | None
    damaged_at_ms: int | None
    deleted_at_ms: int | None
    queue: str | None
    agent: str | None
    customer_id: int | None


class SegmentView(View):
    """`party` is whom the caller talks to: an agent, or where he was sent. `offset_ms` is where in the sound
    it begins. `paused`: it is silence. `to_ms` null: it goes on."""

    from_ms: int
    to_ms: int | None
    offset_ms: int
    party: str
    paused: bool


class WholeRecordingView(RecordingView):
    segments: list[SegmentView]


async def find(
    database: Database, filter: RecordingFilter, cursor: str | None, most: int
) -> Page[RecordingView] | Invalid:
    """The latest first."""
    after = decode(cursor, ByText)
    if isinstance(after, Invalid):
        return after
    async with database.read() as tx:
        rows = await stored.find_recordings(tx, filter, after, most + 1)
    return page_of(RecordingView.model_validate, rows, most, lambda row: (row["recording"],))


async def one(database: Database, recording: str) -> RecordingView | NotFound:
    async with database.read() as tx:
        row = await stored.find_recording(tx, recording)
    return RecordingView.model_validate(row) if row else NotFound(f"There is no recording {recording}.")


async def whole(database: Database, recording: str) -> WholeRecordingView | NotFound:
    """With who talks where in it."""
    async with database.read() as tx:
        row = await stored.find_recording(tx, recording)
        if row is None:
            return NotFound(f"There is no recording {recording}.")
        told = await facts_of_call(tx, row["call_id"], FACTS_MOST)
    facts = ((entry, fact_from_body(entry.kind, entry.body)) for entry in told)
    known = [Recorded(entry.seq, entry.at_ms, fact) for entry, fact in facts if fact]
    return WholeRecordingView.model_validate(row | {"segments": segments(known)}, from_attributes=True)
