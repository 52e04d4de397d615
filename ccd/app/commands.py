"""The operator's commands: set up, check, run, upgrade."""

import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
import uvloop
from pydantic import ValidationError
from pydantic_settings import SettingsError
from rich.console import Console
from rich.text import Text

from ccd.app.check import check as look
from ccd.app.errors import CannotStart, reason_of
from ccd.app.logs import say_nothing, set_up_logging
from ccd.app.memory import Memory
from ccd.app.setup import Ports, set_up
from ccd.services.problems import invalid
from ccd.services.replay import Difference, NoBeginning
from ccd.services.replay import replay as play_again
from ccd.settings import DEFAULT_FILE, Settings, settings_file
from ccd.storage import event_journal
from ccd.storage.database import Database
from ccd.storage.errors import StorageError
from ccd.storage.event_json import NotReadable
from ccd.storage.plan_items import load_plan
from ccd.storage.rebuild import rebuild as rebuild_tables

_PORTS = Ports()
database = typer.Typer(help="The database's schema.", no_args_is_help=True)
_console = Console(highlight=False, soft_wrap=True)
_errors = Console(stderr=True, highlight=False, soft_wrap=True, markup=False)


def settings() -> Settings:
    """The settings as they are now; ends the command with a line per fault when they are wrong."""
    try:
        current = Settings()
    except ValidationError as error:
        faults = faults_in(error)
    except OSError as error:
        faults = [f"{error.filename}: {reason_of(error)}. Set CCD_FILE to a file that you may read."]
    except SettingsError as error:
        faults = [str(error)]
    except ValueError as error:  # no TOML, or no UTF-8
        faults = [f"{settings_file()}: {error}"]
    else:
        if not settings_file().exists() and not any(name.startswith("CCD_") for name in os.environ):
            _errors.print(f"settings: defaults, for there is no {DEFAULT_FILE} and CCD_FILE names no other.")
        return current
    for fault in faults:
        _errors.print(f"settings: {fault}")
    raise typer.Exit(2)


def faults_in(error: ValidationError) -> list[str]:
    """A line each: `asterisk.sip_port: must be at most 65535`."""
    return [
        f"{problem.where}: {problem.what}" if problem.where else problem.what
        for problem in invalid(error.errors(), None).problems
    ]


def setup(
    folder: Annotated[Path, typer.Argument(help="Where ccd keeps its settings, secrets and data.")],
    sip_host: Annotated[str, typer.Option(help="Address on which phones reach Asterisk.")] = _PORTS.sip_host,
    sip_port: Annotated[int, typer.Option(help="SIP port (UDP).")] = _PORTS.sip,
    sip_tls_port: Annotated[int, typer.Option(help="Port of SIP over TLS (TCP).")] = _PORTS.sip_tls,
    sip_wss_port: Annotated[
        int, typer.Option(help="Port of SIP for browsers (secure WebSocket).")
    ] = _PORTS.sip_wss,
    sip_ws_port: Annotated[
        int, typer.Option(help="The same without TLS, on loopback, for a web server in front.")
    ] = _PORTS.sip_ws,
    ami_port: Annotated[int, typer.Option(help="AMI port, on loopback.")] = _PORTS.ami,
    agi_port: Annotated[int, typer.Option(help="FastAGI port, on loopback.")] = _PORTS.agi,
    api_port: Annotated[int, typer.Option(help="Port of the REST API, on loopback.")] = _PORTS.api,
    rtp_first: Annotated[int, typer.Option(help="First RTP port.")] = _PORTS.rtp_first,
    rtp_last: Annotated[int, typer.Option(help="Last RTP port.")] = _PORTS.rtp_last,
) -> None:
    """Make a place to run in: folders, ports, fresh secrets. What is there already stays."""
    sip = (sip_host, sip_port, sip_tls_port, sip_wss_port, sip_ws_port)
    ports = Ports(*sip, ami_port, agi_port, api_port, rtp_first, rtp_last)
    try:
        file, new = set_up(folder, ports)
    except ValidationError as error:
        for fault in faults_in(error):
            _errors.print(f"nothing is set up: {fault}")
        raise typer.Exit(2) from error
    except OSError as error:
        _errors.print(f"{folder}: {reason_of(error)}. Choose a folder that you may write.")
        raise typer.Exit(1) from error
    _console.print(f"{file}: {'made, with fresh secrets' if new else 'is there already and stays as it is'}")
    _console.print(f"Use it: export CCD_FILE={file}")


def run() -> None:
    """Run the daemon until SIGTERM or Ctrl-C; SIGHUP takes the stored plan anew."""
    from ccd.app.run import run as run_daemon  # noqa: PLC0415 - other commands need not wait for all of it

    current = settings()
    set_up_logging(current)
    try:
        uvloop.run(run_daemon(current))
    except CannotStart as error:
        _errors.print(f"ccd cannot start: {error}")
        raise typer.Exit(1) from error


def check() -> None:
    """Look at everything that the daemon needs; exit code 1 when something is missing."""
    current = settings()
    say_nothing()
    findings = asyncio.run(look(current))
    for finding in findings:
        mark = ("ok  ", "green") if finding.good else ("FAIL", "red")
        _console.print(Text.assemble(mark, f" {finding.what}: {finding.said}"))
    if not all(finding.good for finding in findings):
        raise typer.Exit(1)


def replay(
    journal: Annotated[Path, typer.Argument(help="A file `events-*.jsonl`, or the folder of them.")],
) -> None:
    """Feed recorded events to a fresh floor; exit code 1 when it decides otherwise than it did then."""
    try:
        played = play_again(event_journal.read(journal))
    except (NoBeginning, NotReadable, OSError) as error:
        said = str(error)
        if isinstance(error, NoBeginning):
            said = "it does not begin with a start"
        elif isinstance(error, OSError):
            said = reason_of(error)
        _errors.print(f"{journal} cannot be played: {said}. Name a file or folder as ccd wrote it.")
        raise typer.Exit(2) from error
    if played.difference:
        _show(played.difference)
        raise typer.Exit(1)
    _console.print(f"{played.lives} starts, {played.events} events: the same {len(played.facts)} facts.")


def _show(difference: Difference) -> None:
    when = datetime.fromtimestamp(difference.at_ms / 1000, UTC).isoformat(" ", "milliseconds")
    lines = [f"Event {difference.number}, {when}: {difference.event}"]
    for said, facts in (("expected", difference.expected), ("got", difference.got)):
        lines += [f"{said:8} {fact.seq} {fact.fact}" for fact in facts] or [f"{said:8} nothing"]
    _console.print("\n".join(lines), markup=False)


@database.command("upgrade")
def upgrade() -> None:
    """Bring the schema to the newest revision, from whatever it is (also from nothing)."""
    try:
        _console.print(f"The schema is at revision {asyncio.run(_upgrade(settings()))}.")
    except StorageError as error:
        _errors.print(f"database: {error}. Check storage.url and that the server runs.")
        raise typer.Exit(1) from error


@database.command("rebuild")
def rebuild() -> None:
    """Make the tables that are folded from facts anew. Stop ccd first."""
    try:
        facts = asyncio.run(_rebuild(settings()))
    except CannotStart as error:
        _errors.print(f"rebuild: {error}")
        raise typer.Exit(1) from error
    _console.print(f"The tables are made anew from {facts} facts.")


async def _rebuild(current: Settings) -> int:
    """The journal is held meanwhile, so that no daemon writes."""
    async with Memory(current.storage) as memory:
        async with memory.database.read() as tx:
            plan = await load_plan(tx)
        return await rebuild_tables(memory.database, plan.country)


async def _upgrade(current: Settings) -> str | None:
    db = Database(current.storage.url)
    try:
        await db.upgrade()
        return await db.revision()
    finally:
        await db.close()
