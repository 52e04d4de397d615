"""The command line."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn, TypeVar

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.table import Table

from ccd.app import commands, simulate
from ccd.app.check_database import said_of
from ccd.app.check_sounds import missing_sounds
from ccd.app.logs import say_nothing
from ccd.domain.plan import Plan
from ccd.domain.refused import Refused
from ccd.engine.clock import SystemClock
from ccd.services import pins, plan_file, users
from ccd.services.problems import invalid
from ccd.settings import Settings
from ccd.storage.database import Database
from ccd.storage.errors import StorageError
from ccd.storage.models import Role
from ccd.storage.plan_items import load_plan, lock_plan, store_plan

T = TypeVar("T")

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, help="Call centre on Asterisk.")
agent_app = typer.Typer(no_args_is_help=True, help="What an agent has apart from the plan.")
voicemail_app = typer.Typer(no_args_is_help=True, help="What a voicemail box has apart from the plan.")
user_app = typer.Typer(no_args_is_help=True, help="Who may use the API.")
plan_app = typer.Typer(no_args_is_help=True, help="Queues, agents, flows and all: the plan as a file.")
app.command()(commands.setup)
app.command()(commands.check)
app.command()(commands.run)
app.command()(commands.replay)
app.command("simulate")(simulate.command)
app.add_typer(commands.database, name="db")
app.add_typer(agent_app, name="agent")
app.add_typer(voicemail_app, name="voicemail")
app.add_typer(user_app, name="user")
app.add_typer(plan_app, name="plan")


User = Annotated[str, typer.Argument(help="The user's name.")]
PlanFile = Annotated[Path, typer.Argument(help="A plan in YAML; docs/sample-plan.yaml shows how one looks.")]
NewPin = Annotated[
    str,
    typer.Option(
        "--pin",
        prompt="PIN",
        hide_input=True,
        confirmation_prompt=True,
        help="4 to 12 digits; asked for if it is not given.",
    ),
]


def main() -> None:
    app()


@user_app.command("add")
def add_user(
    name: User,
    role: Annotated[Role, typer.Option(help="What he may do.")],
    agent: Annotated[str | None, typer.Option(help="Which agent of the plan he is.")] = None,
) -> None:
    """Add a user and print his token, which cannot be shown again."""
    _, token = _with_database(lambda db: users.add(db, name, role, agent, _now_ms()))
    typer.echo(token)


@user_app.command("list")
def list_users() -> None:
    """All users, and when each last used his token."""
    table = Table("name", "role", "agent", "token last used (UTC)")
    for listed in _with_database(users.listed):
        used = listed.last_used_at_ms
        last = datetime.fromtimestamp(used / 1000, UTC).isoformat(" ", "minutes")[:16] if used else "never"
        table.add_row(listed.user.name, listed.user.role.value, listed.user.agent or "", last)
    Console().print(table)


@user_app.command("remove")
def remove_user(name: User) -> None:
    """Remove a user; his token is worth nothing from now on."""
    _with_database(lambda db: users.remove(db, name))


@user_app.command("token")
def renew_token(name: User) -> None:
    """Print a new token; the one before is worth nothing from now on."""
    typer.echo(_with_database(lambda db: users.renew_token(db, name, _now_ms())))


@agent_app.command("pin")
def change_pin(agent: Annotated[str, typer.Argument(help="The agent's name.")], pin: NewPin) -> None:
    """Give an agent the PIN that he types at phones that are not his."""
    _check_pin(pin)
    _with_database(lambda db: pins.change(db, agent, pin, _now_ms()))


@voicemail_app.command("pin")
def change_box_pin(box: Annotated[str, typer.Argument(help="The box's name.")], pin: NewPin) -> None:
    """Give a voicemail box the PIN that opens it at any phone."""
    _check_pin(pin)
    _with_database(lambda db: pins.change_box(db, box, pin, _now_ms()))


def _check_pin(pin: str) -> None:
    if not re.fullmatch(pins.PIN, pin):
        _fail("A PIN has 4 to 12 digits.")


@plan_app.command("check")
def check_plan_file(file: PlanFile) -> None:
    """Say what is wrong with a YAML file, each with its line, and which of its sounds Asterisk does not have;
    nothing is stored."""
    plan = _or_fail(plan_file.load(file))
    typer.echo(f"{file} is a plan: {said_of(plan)}")
    _warn_of_sounds(plan)


@plan_app.command("load")
def load_plan_file(file: PlanFile) -> None:
    """Replace the stored plan by a YAML file's, all of it or nothing. A running ccd takes it on SIGHUP."""
    plan = _or_fail(plan_file.load(file))

    async def store(db: Database) -> None:
        async with db.begin() as tx:
            await lock_plan(tx)  # what was stored need not be valid
            await store_plan(tx, plan, _now_ms(), "ccd plan load")

    _with_database(store)
    typer.echo(f"The plan is stored: {said_of(plan)}. A running ccd takes it on SIGHUP: systemctl reload ccd")
    _warn_of_sounds(plan)


@plan_app.command("dump")
def dump_plan() -> None:
    """Print the stored plan as YAML that `ccd plan load` takes; without secrets."""

    async def read(db: Database) -> Plan:
        async with db.read() as tx:
            return await load_plan(tx)

    typer.echo(plan_file.dump(_with_database(read)), nl=False)


def _warn_of_sounds(plan: Plan) -> None:
    """They may be copied later, so that nothing fails."""
    say_nothing()
    try:
        missing = asyncio.run(missing_sounds(Settings(), plan))
    except (OSError, TimeoutError, ValueError) as error:
        reason = str(error).splitlines()[0]
        typer.echo(f"Whether Asterisk has its sounds is not known: {reason}", err=True)
    else:
        for problem in missing:
            typer.echo(f"warning: {problem.where}: {problem.what}", err=True)


def _with_database(work: Callable[[Database], Awaitable[T | Refused]]) -> T:
    """Do some work with the database of the settings; ends the program when it cannot be done."""

    async def run() -> T | Refused:
        database = Database(commands.settings().storage.url)
        try:
            return await work(database)
        finally:
            await database.close()

    try:
        return _or_fail(asyncio.run(run()))
    except StorageError as error:
        _fail(f"database: {error}. Check storage.url and the server; `ccd db upgrade` makes the tables.")
    except ValidationError as error:
        reason = invalid(error.errors(), None).reason
        _fail(f"The stored plan is not valid: {reason}. Load one that is: `ccd plan load`.")


def _or_fail(result: T | Refused) -> T:
    if isinstance(result, Refused):
        _fail(result.reason)
    return result


def _fail(reason: str) -> NoReturn:
    typer.echo(reason, err=True)
    raise typer.Exit(1)


def _now_ms() -> int:
    return SystemClock().now_ms()


if __name__ == "__main__":
    main()
