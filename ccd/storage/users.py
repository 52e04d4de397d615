"""Users and their tokens. Tokens come here already hashed."""

from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ccd.storage.models import ApiTokenRow, Role, UserRow


@dataclass(frozen=True, slots=True)
class User:
    """`agent` is who of the plan's agents he is, None for nobody."""

    name: str
    role: Role
    agent: str | None = None


@dataclass(frozen=True, slots=True)
class ListedUser:
    """`last_used_at_ms` is the latest use of any of his tokens, to the minute."""

    user: User
    created_at_ms: int
    last_used_at_ms: int | None


async def add_user(tx: AsyncConnection, user: User, at_ms: int) -> None:
    row = {"name": user.name, "role": user.role.value, "agent": user.agent, "created_at_ms": at_ms}
    await tx.execute(insert(UserRow).values(row))


async def find_user(tx: AsyncConnection, name: str) -> User | None:
    row = (await tx.execute(_USERS.where(UserRow.name == name))).one_or_none()
    return User(row.name, Role(row.role), row.agent) if row else None


async def find_user_by_token(tx: AsyncConnection, token_hash: str) -> tuple[User, int | None] | None:
    """Also when the token was last known to be used."""
    found = _USERS.add_columns(ApiTokenRow.last_used_at_ms).join(
        ApiTokenRow, ApiTokenRow.user_name == UserRow.name
    )
    row = (await tx.execute(found.where(ApiTokenRow.token_hash == token_hash))).one_or_none()
    return (User(row.name, Role(row.role), row.agent), row.last_used_at_ms) if row else None


async def list_users(tx: AsyncConnection) -> list[ListedUser]:
    """By name."""
    last_used = func.max(ApiTokenRow.last_used_at_ms).label("last_used_at_ms")
    rows = await tx.execute(
        select(UserRow.name, UserRow.role, UserRow.agent, UserRow.created_at_ms, last_used)
        .outerjoin(ApiTokenRow, ApiTokenRow.user_name == UserRow.name)
        .group_by(UserRow.name)
        .order_by(UserRow.name)
    )
    return [ListedUser(User(r.name, Role(r.role), r.agent), r.created_at_ms, r.last_used_at_ms) for r in rows]


async def remove_user(tx: AsyncConnection, name: str) -> bool:
    """With his tokens. False: there was none."""
    return (await tx.execute(delete(UserRow).where(UserRow.name == name))).rowcount > 0


async def replace_tokens(tx: AsyncConnection, name: str, token_hash: str, at_ms: int) -> None:
    """The new token is the user's only one."""
    await tx.execute(delete(ApiTokenRow).where(ApiTokenRow.user_name == name))
    row = {"user_name": name, "token_hash": token_hash, "created_at_ms": at_ms}
    await tx.execute(insert(ApiTokenRow).values(row))


async def note_use(tx: AsyncConnection, token_hash: str, at_ms: int) -> None:
    used = update(ApiTokenRow).where(ApiTokenRow.token_hash == token_hash)
    await tx.execute(used.values(last_used_at_ms=at_ms))


_USERS = select(UserRow.name, UserRow.role, UserRow.agent)
