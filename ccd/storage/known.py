"""What is known of a caller when he calls: who he is, what he needs, whom he knows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import bindparam, select, text
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
    """`skills` are those that the customer always needs; `last_agents` have talked to him, the latest first;
    `language` is his own, empty for none that is known."""

    customer_id: int
    vip: bool = False
    skills: Mapping[str, int] = field(default_factory=dict)
    last_agents: tuple[str, ...] = ()
    language: str = ""
    name: str = ""


_COLUMNS = CustomerRow.id, CustomerRow.vip, CustomerRow.skills, CustomerRow.language, CustomerRow.name

# built once: what SQLAlchemy makes of a statement again at each look-up costs more than the look-up
_BY_NUMBER = (
    select(CustomerNumberRow.e164, *_COLUMNS)
    .join_from(CustomerNumberRow, CustomerRow)
    .where(CustomerNumberRow.e164.in_(bindparam("numbers", expanding=True)))
)
_BY_ID = select(*_COLUMNS).where(CustomerRow.id.in_(bindparam("customers", expanding=True)))


def what_is_known(tx: Connection, numbers: Mapping[str, object], agents_too: bool) -> dict[str, Known]:
    """{E.164: what is known of the customer}, of those who are there; `agents_too`: with his last agents."""
    rows = tx.execute(_BY_NUMBER, {"numbers": list(numbers)}).all()
    return {number: _known(tx, agents_too, *columns) for number, *columns in rows}


def what_is_known_of(tx: Connection, customers: Iterable[int], agents_too: bool) -> dict[int, Known]:
    """The same by the customer's id."""
    rows = tx.execute(_BY_ID, {"customers": list({*customers})}).all()
    return {columns[0]: _known(tx, agents_too, *columns) for columns in rows}


def _known(
    tx: Connection,
    agents_too: bool,
    customer_id: int,
    vip: bool,
    skills: Mapping[str, int],
    language: str,
    name: str,
) -> Known:
    last_agents = _last_agents(tx, customer_id) if agents_too else ()
    return Known(customer_id, vip, skills, last_agents, language, name)


def _last_agents(tx: Connection, customer_id: int) -> tuple[str, ...]:
    agents = tx.scalars(_LAST_AGENTS, {"customer_id": customer_id})
    return tuple(dict.fromkeys(agents))
