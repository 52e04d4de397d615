"""The PINs of agents and, by `pin_of`, of voicemail boxes. Nobody can be told one."""

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Iterable

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from ccd.storage.database import Database
from ccd.storage.models import PinRow


async def keep_pin(tx: AsyncConnection, agent: str, pin: str, at_ms: int) -> None:
    """In the place of an earlier one."""
    salt = secrets.token_hex(16)
    row = {"agent": agent, "salt": salt, "hash": await _hashed(pin, salt), "changed_at_ms": at_ms}
    await tx.execute(delete(PinRow).where(PinRow.agent == agent))
    await tx.execute(insert(PinRow).values(row))


async def remove_pin(tx: AsyncConnection, agent: str) -> bool:
    """False: there was none."""
    return (await tx.execute(delete(PinRow).where(PinRow.agent == agent))).rowcount > 0


async def forget_pins(tx: AsyncConnection, agents: Iterable[str]) -> None:
    """Of all but these."""
    await tx.execute(delete(PinRow).where(PinRow.agent.not_in(list(agents))))


async def is_pin(db: Database, agent: str, pin: str) -> bool:
    """False also for who has none. Takes as long for an agent whom nobody knows.

    Raises StorageAway, StorageFault.
    """
    async with db.read() as tx:
        row = (await tx.execute(select(PinRow.salt, PinRow.hash).where(PinRow.agent == agent))).one_or_none()
    hashed = await _hashed(pin, row.salt if row else "")
    return row is not None and hmac.compare_digest(hashed, row.hash)


async def has_pin(db: Database, agent: str) -> bool:
    """Raises StorageAway, StorageFault."""
    async with db.read() as tx:
        found = await tx.execute(select(PinRow.agent).where(PinRow.agent == agent))
        return found.one_or_none() is not None


async def _hashed(pin: str, salt: str) -> str:
    digest = await asyncio.to_thread(hashlib.scrypt, pin.encode(), salt=salt.encode(), n=2**14, r=8, p=1)
    return digest.hex()
