"""`ccd check`: the database, and what has to be in it."""

from pydantic import ValidationError

from ccd.app.finding import Finding
from ccd.domain.plan import Plan
from ccd.domain.plan_kinds import Kind, items_of
from ccd.services.problems import invalid
from ccd.settings import Settings
from ccd.storage.database import Database
from ccd.storage.errors import StorageError
from ccd.storage.models import Role
from ccd.storage.plan_items import load_plan
from ccd.storage.users import list_users

_TOLD = (Kind.EXTENSION, Kind.AGENT, Kind.QUEUE, Kind.FLOW, Kind.DID)


async def look_at_database(settings: Settings) -> list[Finding]:
    try:
        database = Database(settings.storage.url)
        try:
            return await _look(database)
        finally:
            await database.close()
    except StorageError as error:
        return [Finding("database", False, f"{error}. Check storage.url, and that the server runs.")]


async def stored_plan(settings: Settings) -> Plan | None:
    """None: it cannot be read, and `look_at_database` says why."""
    try:
        database = Database(settings.storage.url)
        try:
            await database.revision()
            async with database.read() as tx:
                return await load_plan(tx)
        finally:
            await database.close()
    except (StorageError, ValidationError):
        return None


async def _look(database: Database) -> list[Finding]:
    """Raises StorageError."""
    revision, newest = await database.revision(), database.newest_revision()
    if revision is None:
        return [Finding("database", False, "it is empty. Run `ccd db upgrade`.")]
    if revision != newest:
        newer = newest is not None and revision > newest  # they are numbered
        advice = "A newer ccd made it: install that one." if newer else "Run `ccd db upgrade`."
        return [Finding("database", False, f"schema {revision} is not {newest}. {advice}")]
    reachable = Finding("database", True, f"reachable, schema {revision}")
    return [reachable, await _plan(database), await _users(database)]


async def _plan(database: Database) -> Finding:
    try:
        async with database.read() as tx:
            plan = await load_plan(tx)
    except ValidationError as error:
        reason = invalid(error.errors(), None).reason
        return Finding("plan", False, f"what is stored is none: {reason}. Run `ccd plan load`.")
    return Finding("plan", True, said_of(plan))


def said_of(plan: Plan) -> str:
    """`4 extensions, 2 agents, 2 queues, 1 flow, 1 DID`"""
    return ", ".join(_counted(len(items_of(plan, kind)), kind) for kind in _TOLD)


def _counted(count: int, kind: Kind) -> str:
    return f"{count} {kind.word if count == 1 else kind.words}"


async def _users(database: Database) -> Finding:
    async with database.read() as tx:
        users = [listed.user for listed in await list_users(tx)]
    admins = sum(user.role is Role.ADMIN for user in users)
    if not admins:
        return Finding("users", False, "no admin may use the API. Run `ccd user add NAME --role admin`.")
    return Finding("users", True, f"{len(users)} may use the API, {admins} as admin")
