"""Recordings: what is known of them, and the sound."""

import asyncio
from pathlib import Path

from ccd.services.refusals import Invalid, NotFound
from ccd.services.views import ByText, Page, View, decode, page_of
from ccd.storage.database import Database
from ccd.storage.queries import recordings as stored
from ccd.storage.queries.recordings import RecordingFilter


class RecordingView(View):
    """Known by its call. `path` is relative to the recordings folder; length, size and `sha256` (hex) are
    null until it is complete."""

    call_id: str
    path: str
    state: str
    started_at_ms: int | None
    stored_at_ms: int | None
    length_ms: int | None
    size_bytes: int | None
    sha256: str | None
    queue: str | None
    agent: str | None
    customer_id: int | None


async def find(
    database: Database, filter: RecordingFilter, cursor: str | None, most: int
) -> Page[RecordingView] | Invalid:
    """The latest first."""
    after = decode(cursor, ByText)
    if isinstance(after, Invalid):
        return after
    async with database.read() as tx:
        rows = await stored.find_recordings(tx, filter, after, most + 1)
    return page_of(RecordingView.model_validate, rows, most, lambda row: (row["path"],))


async def one(database: Database, call_id: str) -> RecordingView | NotFound:
    async with database.read() as tx:
        row = await stored.find_recording(tx, call_id)
    return RecordingView.model_validate(row) if row else NotFound(f"Call {call_id} has no recording.")


async def audio(database: Database, folder: Path, call_id: str) -> Path | NotFound:
    """The file, which is below `folder` whatever the database says."""
    recording = await one(database, call_id)
    if isinstance(recording, NotFound):
        return recording
    file = await asyncio.to_thread(_below, folder, recording.path)
    return file or NotFound(f"The recording of call {call_id} is not in the recordings folder (any more).")


def _below(folder: Path, path: str) -> Path | None:
    file = (folder / path).resolve()
    return file if file.is_relative_to(folder.resolve()) and file.is_file() else None
