"""Facts: append-only, the truth that the other tables are folded from."""

from typing import Any

from sqlalchemy import BigInteger, Index, Integer, text
from sqlalchemy.orm import Mapped, mapped_column

from ccd.storage.models.row import JsonBody, Millis, Row

IS_NET_LOG_READ = text("kind = 'NetLogRead'")
IS_OF_A_BAN = text("kind IN ('AddressBanned', 'BanEnded')")


class FactRow(Row):
    """`seq` counts from 1 without a gap; `kind` is the fact's class name; `body` its fields. `call_id` and
    `agent` repeat those of the body, NULL where it has none."""

    __tablename__ = "facts"
    __table_args__ = (
        Index(None, "call_id", "seq"),
        Index(None, "agent", "kind", "seq"),
        Index("ix_facts_bans", "seq", sqlite_where=IS_OF_A_BAN, postgresql_where=IS_OF_A_BAN),
        Index("ix_facts_net_log_read", "seq", sqlite_where=IS_NET_LOG_READ, postgresql_where=IS_NET_LOG_READ),
    )

    seq: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    at_ms: Mapped[Millis]
    kind: Mapped[str]
    call_id: Mapped[str | None]
    agent: Mapped[str | None]
    body: Mapped[dict[str, Any]] = mapped_column(JsonBody)
