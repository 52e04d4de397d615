"""Facts → `messages`."""

from ccd.domain.facts import Fact, MessageHeard, MessageLeft, MessageMailed, MessageMoved, RecordingDeleted
from ccd.storage.models import MessageRow
from ccd.storage.projections.projection import Forgetful
from ccd.storage.projections.recordings import recording_of
from ccd.storage.rows import table_of


class Messages(Forgetful):
    table = table_of(MessageRow)

    def take(self, fact: Fact, at_ms: int) -> None:
        match fact:
            case MessageLeft():
                self._say(fact, box=fact.box, left_at_ms=at_ms, length_ms=fact.length_ms)
            case MessageHeard():
                self._say(fact, heard_at_ms=at_ms, heard_by=fact.by)
            case MessageMoved():
                self._say(fact, box=fact.box)
            case MessageMailed():
                self._say(fact, mailed_at_ms=at_ms)
            case RecordingDeleted() if recording_of(fact.path) != fact.call_id:
                self._say(fact, deleted_at_ms=at_ms)
            case _:
                pass

    def _say(
        self,
        fact: MessageLeft | MessageHeard | MessageMoved | MessageMailed | RecordingDeleted,
        **columns: int | str,
    ) -> None:
        message = recording_of(fact.path)
        self.say(message, {"message": message, "call_id": fact.call_id, **columns})
