"""Who may use the API, and the tokens that prove it."""

from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ccd.storage.models.row import Id, Millis, Row


class Role(StrEnum):
    ADMIN = "admin"
    SUPERVISOR = "supervisor"
    AGENT = "agent"


class UserRow(Row):
    """`role` is a `Role`; `agent` is who of the plan's agents this user is, if any."""

    __tablename__ = "users"

    name: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    agent: Mapped[str | None]
    created_at_ms: Mapped[Millis]


class ApiTokenRow(Row):
    """`token_hash` is SHA-256 in hex. A token is 256 random bits, so there is nothing to guess, and a slow
    hash made for passwords would protect nothing more."""

    __tablename__ = "api_tokens"

    id: Mapped[Id]
    user_name: Mapped[str] = mapped_column(ForeignKey("users.name", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at_ms: Mapped[Millis]
    last_used_at_ms: Mapped[Millis | None]
