"""What is known of a caller when he calls: who he is, what he needs, whom he knows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select, text
from sqlalchemy.engine import Connection

from ccd.storage.models import CustomerNumberRow, CustomerRow

CALLS_LOOKED_AT = 10

# as text: SQLAlchemy would compile its own form anew at each use
_LAST_AGENTS = text(
    "SELECT agent FROM calls WHERE customer_id = :customer_id AND agent IS NOT NULL"
    f" ORDER BY started_at_ms DESC LIMIT {CALLS_LOOKED_AT}"
)


@dataclass(frozen=True, slots=True)
class Known:
    """`skills` are those that the customer always needs; `last_agents` have talked to him, the latest
    first."""

    customer_id: int
    vip: bool = False
    skills: Mapping[str, int] = field(default_factory=dict)
    last_agents: tuple[str, ...] = ()


def what_is_known(tx: Connection, numbers: Mapping[str, object], agents_too: bool) -> dict[str, Known]:
    """{E.164: what is known of the customer}, of those who are there; `agents_too`: with his last agents."""
    columns = CustomerNumberRow.e164, CustomerRow.id, CustomerRow.vip, CustomerRow.skills
    found = select(*columns).join_from(CustomerNumberRow, CustomerRow)
    rows = tx.execute(found.where(CustomerNumberRow.e164.in_(list(numbers)))).all()
    return {
        number: Known(customer_id, vip, skills, _last_agents(tx, customer_id) if agents_too else ())
        for number, customer_id, vip, skills in rows
    }


def _last_agents(tx: Connection, customer_id: int) -> tuple[str, ...]:
    agents = tx.scalars(_LAST_AGENTS, {"customer_id": customer_id})
    return tuple(dict.fromkeys(agents))
