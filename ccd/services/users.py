"""Who may use the API, and how he proves it."""

import hashlib
import secrets

from ccd.domain.refused import Refused
from ccd.services.refusals import NotFound
from ccd.storage import users as stored
from ccd.storage.database import Database
from ccd.storage.models import Role
from ccd.storage.plan_items import load_plan
from ccd.storage.users import ListedUser, User

TOKEN_BYTES = 32
USE_NOTED_EVERY_MS = 60_000


async def add(
    database: Database, name: str, role: Role, agent: str | None, now_ms: int
) -> tuple[User, str] | Refused:
    """The new user and his token, which nobody can show again."""
    user = User(name, role, agent)
    token = _new_token()
    async with database.begin() as tx:
        if not name or not name.isprintable():
            return Refused("A user's name is one line of text.")
        if await stored.find_user(tx, name):
            return Refused(f"There is a user {name} already.")
        if role is Role.AGENT and not agent:
            return Refused("A user with the role agent needs an agent of the plan: say who he is.")
        if agent and agent not in (await load_plan(tx)).agents_by_name:
            return Refused(f"There is no agent {agent} in the plan.")
        await stored.add_user(tx, user, now_ms)
        await stored.replace_tokens(tx, name, _hash(token), now_ms)
    return user, token


async def listed(database: Database) -> list[ListedUser]:
    async with database.read() as tx:
        return await stored.list_users(tx)


async def remove(database: Database, name: str) -> Refused | None:
    """His tokens are worth nothing from now on."""
    async with database.begin() as tx:
        return None if await stored.remove_user(tx, name) else NotFound(f"There is no user {name}.")


async def renew_token(database: Database, name: str, now_ms: int) -> str | Refused:
    """A new token; the ones before it are worth nothing from now on."""
    token = _new_token()
    async with database.begin() as tx:
        if not await stored.find_user(tx, name):
            return NotFound(f"There is no user {name}.")
        await stored.replace_tokens(tx, name, _hash(token), now_ms)
    return token


async def identify(database: Database, token: str, now_ms: int) -> User | None:
    """Whose token this is. Its use is noted once a minute: reading shall not cost a write each time."""
    async with database.read() as tx:
        found = await stored.find_user_by_token(tx, _hash(token))
    if found is None:
        return None
    user, last_used_at_ms = found
    if last_used_at_ms is None or last_used_at_ms + USE_NOTED_EVERY_MS <= now_ms:
        async with database.begin() as tx:
            await stored.note_use(tx, _hash(token), now_ms)
    return user


def _new_token() -> str:
    return f"ccd_{secrets.token_urlsafe(TOKEN_BYTES)}"


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
