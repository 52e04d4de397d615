"""The secrets of phones and trunks: made with the endpoint, gone with it, shown to nobody by accident."""

import secrets
from collections.abc import Iterable

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ccd.domain.plan import Plan
from ccd.storage.models import SipSecretRow

SECRET_BYTES = 24


def endpoints_with_secret(plan: Plan) -> list[str]:
    """Phones, and trunks that sign in because no address tells who they are."""
    return [e.number for e in plan.extensions] + [
        t.name for t in plan.trunks if t.username or not t.addresses
    ]


async def load_secrets(tx: AsyncConnection) -> dict[str, str]:
    """By endpoint."""
    rows = await tx.execute(select(SipSecretRow.endpoint, SipSecretRow.secret))
    return {row.endpoint: row.secret for row in rows}


async def keep_secrets(tx: AsyncConnection, endpoints: Iterable[str]) -> None:
    """Those who have one keep it, new ones get one, the others' are forgotten."""
    wanted = set(endpoints)
    known = set(await load_secrets(tx))
    if gone := known - wanted:
        await tx.execute(delete(SipSecretRow).where(SipSecretRow.endpoint.in_(gone)))
    if new := sorted(wanted - known):
        rows = [{"endpoint": e, "secret": secrets.token_urlsafe(SECRET_BYTES)} for e in new]
        await tx.execute(insert(SipSecretRow), rows)


async def replace_secret(tx: AsyncConnection, endpoint: str, secret: str) -> None:
    await tx.execute(update(SipSecretRow).where(SipSecretRow.endpoint == endpoint).values(secret=secret))
