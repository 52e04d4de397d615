"""The plan, item by item, and the secrets that phones and trunks sign in with."""

from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from ccd.storage.models.row import Millis, Row


class PlanItemRow(Row):
    """`kind` is a `Kind`, or `centre` for the one row of what belongs to no item. `body` is plain JSON and
    not JSONB, which would forget in which order a flow's nodes were written."""

    __tablename__ = "plan_items"

    kind: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    position: Mapped[int]
    changed_at_ms: Mapped[Millis]
    changed_by: Mapped[str]


class SipSecretRow(Row):
    """`endpoint` is an extension's number or a trunk's name. In clear: Asterisk has to be told."""

    __tablename__ = "sip_secrets"

    endpoint: Mapped[str] = mapped_column(primary_key=True)
    secret: Mapped[str]
