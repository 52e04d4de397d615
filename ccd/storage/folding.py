"""All projections together: what a batch of facts does to the tables."""

from collections.abc import Callable, Sequence

from sqlalchemy import Table, select
from sqlalchemy.engine import Connection

from ccd.domain.facts import AgentAnswered, NetAnswered
from ccd.domain.plan import TicketPolicy
from ccd.storage.customers import customers_of
from ccd.storage.fact_json import Entry
from ccd.storage.projections.agent_states import AgentStates
from ccd.storage.projections.calls import Calls
from ccd.storage.projections.messages import Messages
from ccd.storage.projections.phone_settings import PhoneSettings
from ccd.storage.projections.projection import Projection
from ccd.storage.projections.queue_visits import QueueVisits
from ccd.storage.projections.recordings import Recordings
from ccd.storage.projections.supervisions import Supervisions
from ccd.storage.rows import Values, upsert_rows
from ccd.storage.ticket_opening import Answered, tickets_for

_Answer = AgentAnswered | NetAnswered


class Folding:
    """Remembers what the tables had when the last batch was committed, and no longer: after a failed
    transaction it is thrown away and a new one loaded."""

    def __init__(self, e164: Callable[[str], str | None]) -> None:
        self.newcomers: dict[str, int] = {}
        """Of the facts applied last: {call: customer} of those whom nobody had looked up."""
        self._calls = Calls(e164)
        self._projections: tuple[Projection, ...] = (
            self._calls,
            QueueVisits(),
            AgentStates(),
            Recordings(),
            Supervisions(),
            PhoneSettings(),
            Messages(),
        )

    @property
    def tables(self) -> list[Table]:
        return [projection.table for projection in self._projections]

    def load(self, tx: Connection) -> None:
        for projection in self._projections:
            rows = tx.execute(select(projection.table).where(projection.unfinished))
            projection.remember(dict(row) for row in rows.mappings())

    def apply(self, tx: Connection, entries: Sequence[Entry]) -> None:
        """Write what the facts change. They follow, without a gap, those applied or loaded before."""
        answered: list[tuple[_Answer, int, Values]] = []
        for entry in entries:
            fact = entry.fact
            if fact is None:
                continue
            for projection in self._projections:
                projection.take(fact, entry.at_ms)
            if isinstance(fact, _Answer) and fact.tickets != TicketPolicy.NONE.value:
                row = self._calls.live.get(fact.call_id)
                if row and row["ticket_id"] is None:
                    answered.append((fact, entry.at_ms, row))
        self._find_customers(tx)
        self._find_tickets(tx, answered)
        for projection in self._projections:
            if rows := projection.changed():
                upsert_rows(tx, projection.table, rows)

    def _find_customers(self, tx: Connection) -> None:
        """The same answer as `CallerRecognised` gave, or would have given had the database been there."""
        self.newcomers = {}
        unknown = [row for row in self._calls.started if row["caller_e164"] and row["customer_id"] is None]
        if unknown:
            names = {row["caller_e164"]: row["caller_name"] for row in reversed(unknown)}
            ids = customers_of(tx, names, unknown[0]["started_at_ms"])
            for row in unknown:
                row["customer_id"] = self.newcomers[row["call_id"]] = ids[row["caller_e164"]]

    def _find_tickets(self, tx: Connection, answered: list[tuple[_Answer, int, Values]]) -> None:
        if answered:
            tickets = tickets_for(
                tx,
                [
                    Answered(
                        call_id=fact.call_id,
                        customer_id=row["customer_id"],
                        policy=fact.tickets,
                        queue=fact.queue,
                        agent=fact.agent if isinstance(fact, AgentAnswered) else fact.member,
                        at_ms=at_ms,
                    )
                    for fact, at_ms, row in answered
                ],
            )
            for fact, _, row in answered:
                row["ticket_id"] = tickets[fact.call_id]
