"""Facts → `messages`."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, false

from ccd.domain.facts import Fact, MessageHeard, MessageLeft, MessageMailed, RecordingDeleted
from ccd.storage.models import MessageRow
from ccd.storage.projections.recordings import recording_of
from ccd.storage.rows import Values, empty_row, table_of


class Messages:
    """Remembers nothing: a fact names its message, and says some of its columns."""

    table = table_of(MessageRow)

    def __init__(self) -> None:
        self._changed: dict[str, Values] = {}

    @property
    def unfinished(self) -> ColumnElement[bool]:
        return false()

    def remember(self, rows: Iterable[Values]) -> None:
        pass

    def take(self, fact: Fact, at_ms: int) -> None:
        match fact:
            case MessageLeft():
                self._say(fact, box=fact.box, left_at_ms=at_ms, length_ms=fact.length_ms)
            case MessageHeard():
                self._say(fact, heard_at_ms=at_ms, heard_by=fact.by)
            case MessageMailed():
                self._say(fact, mailed_at_ms=at_ms)
            case RecordingDeleted() if recording_of(fact.path) != fact.call_id:
                self._say(fact, deleted_at_ms=at_ms)
            case _:
                pass

    def changed(self) -> list[Values]:
        rows, self._changed = list(self._changed.values()), {}
        return rows

    def _say(
        self, fact: MessageLeft | MessageHeard | MessageMailed | RecordingDeleted, **columns: int | str
    ) -> None:
        message = recording_of(fact.path)
        row = self._changed.setdefault(message, empty_row(self.table))
        row |= {"message": message, "call_id": fact.call_id, **columns}
