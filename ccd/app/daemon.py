"""The daemon: rooms opened in stages, closed in the reverse order.

Opening: memory (database, journal; the floor lives again what was true), the engine, Asterisk (AMI,
generated files), then the doors (API, FastAGI). Closing: no new calls; the callers in hand stay with the
dialplan, which brings them back to whoever opens next; the inbox is emptied; facts are flushed.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Self

import structlog
from pydantic import ValidationError

from ccd.api.app import create_app
from ccd.api.services import Services
from ccd.app.api_server import ApiServer
from ccd.app.doorkeeper import Doorkeeper
from ccd.app.errors import CannotStart, needed
from ccd.app.memory import Memory
from ccd.app.net_log import NetLog
from ccd.app.performer import Performer, identified
from ccd.app.pins import Pins
from ccd.app.recordings import Recordings
from ccd.app.reloads import Reloads
from ccd.background import Background, watched
from ccd.domain.applying import ENDED_KEPT
from ccd.domain.decided import Began
from ccd.domain.events import AsteriskFound, Event, PlanChanged, SignInFailed
from ccd.domain.floor import Floor
from ccd.domain.plan import Plan
from ccd.engine.clock import SystemClock
from ccd.engine.engine import Engine
from ccd.services.draining import Draining
from ccd.services.live import LiveFeed
from ccd.services.plan import PlanService
from ccd.services.plan_sounds import PlanSounds
from ccd.services.problems import invalid
from ccd.settings import Settings
from ccd.storage.errors import StorageError
from ccd.storage.past_visits import visits_lately
from ccd.storage.plan_items import load_plan
from ccd.storage.restore import calls_ended_last, facts_to_restore
from ccd.storage.sip_secrets import load_secrets
from ccd.telephony.agi.server import AgiServer
from ccd.telephony.agi.sessions import Sessions
from ccd.telephony.ami.link import AmiLink
from ccd.telephony.ami.sounds import lacking
from ccd.telephony.config.acl import render_acl
from ccd.telephony.config.certificate import read_certificate
from ccd.telephony.config.install import install
from ccd.telephony.config.render import render
from ccd.telephony.lamps import Lamps
from ccd.telephony.queue_log import QueueLog
from ccd.telephony.recording import Mixing
from ccd.telephony.ringing import Ringing

_log = structlog.get_logger(__name__)


def new_call_id(now_ms: int) -> str:
    """`20261123T093000-1f0a9c…`: begins with the UTC time, so ids sort and name the day of a recording."""
    return f"{datetime.fromtimestamp(now_ms / 1000, UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(6)}"


class Daemon:
    """`async with Daemon(settings)` is an open centre. Entering raises CannotStart."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            await self._open(stack)
            self._stack = stack.pop_all()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def reload_plan(self) -> None:
        """Take the plan that is stored, whoever stored it. Raises CannotStart: there is none to work by."""
        with self._plan_needed():
            await self._plan.take_stored("reload")

    async def _open(self, stack: AsyncExitStack) -> None:
        settings = self._settings
        self._memory = memory = await stack.enter_async_context(Memory(settings.storage))
        clock, live, draining = SystemClock(), LiveFeed(), Draining()
        with self._plan_needed():
            async with memory.database.read() as tx:
                plan, passwords = await load_plan(tx), await load_secrets(tx)
            began = await _beginning(clock.now_ms(), plan, memory)

        memory.events.begin(began)
        self._engine = engine = Engine(
            _restored(began),
            clock,
            lambda order: performer(order),  # noqa: PLW0108
            (memory.journal.append, live.publish, draining.hear),
            began.last_seq,
            memory.events.note,
        )
        memory.writer.recognised = lambda call_id, known: engine.post(identified(call_id, known))
        await stack.enter_async_context(_running(engine))
        engine.post(PlanChanged(plan, "start"))

        self._recordings = await stack.enter_async_context(Recordings(settings, memory, engine, clock))

        with needed("certificate", "Change asterisk.tls_certificate and asterisk.tls_key."):
            self._certificate = read_certificate(settings.asterisk)
        sessions = Sessions(
            engine.post,
            lambda: new_call_id(clock.now_ms()),
            settings.asterisk.recordings_dir,
            Pins(memory.database),
            lambda channel_id: self._link.stop_playing(channel_id),  # noqa: PLW0108 the link comes later
        )
        link, door = await self._face_asterisk(stack, sessions)
        performer = self._performer(sessions, door, await stack.enter_async_context(Background()))
        with self._plan_needed():
            await self._install(plan, passwords)
        link.start()
        stack.push_async_callback(link.close)

        self._plan = PlanService(memory.database, engine, self._install, clock)
        await stack.enter_async_context(watched(draining.keep_up(self._plan), "draining"))
        api = ApiServer(create_app(self._services(clock, live)), settings.api)
        api.start()
        stack.push_async_callback(api.close)
        stack.callback(live.close)

        agi = await self._listen(sessions)
        stack.push_async_callback(agi.close, settings.stop_timeout_s)

    def _performer(self, sessions: Sessions, door: Doorkeeper, background: Background) -> Performer:
        """Who carries out orders."""
        engine, link, memory = self._engine, self._link, self._memory
        mixing = Mixing(link.send, self._settings.asterisk.recordings_dir, engine.post, background)
        ringing = Ringing(link.send, engine.post, background)
        lamps = Lamps(link.send, background)
        timeout_s = self._settings.storage.identify_timeout_s
        files, erasing = self._recordings.messages, self._recordings.erasing
        return Performer(
            sessions,
            link,
            mixing,
            ringing,
            lamps,
            files,
            erasing,
            memory.customers,
            engine.post,
            timeout_s,
            door.deny,
        )

    async def _face_asterisk(self, stack: AsyncExitStack, sessions: Sessions) -> tuple[AmiLink, Doorkeeper]:
        """What looks at Asterisk by itself; the link is still to be started."""
        self._link = link = AmiLink(self._settings.ami, self._hear, sessions.press)
        self._reloads = Reloads(link)
        self._plan_sounds = PlanSounds(partial(lacking, link.send))
        log = QueueLog(self._settings.asterisk.state_dir, self._engine.floor.net_log_read)
        floor = self._engine.floor
        self._net_log = NetLog(
            log, link, self._engine.post, lambda id_: floor.call_of_channel(id_) is not None
        )
        await stack.enter_async_context(watched(self._net_log.keep_up(), "the safety net's log"))
        await stack.enter_async_context(watched(self._reloads.keep_up(), "reloads"))
        await stack.enter_async_context(watched(self._plan_sounds.keep_up(), "the plan's sounds"))
        door = Doorkeeper(self._settings.asterisk.generated_dir, self._reloads)
        await stack.enter_async_context(watched(door.keep_up(), "doorkeeper"))
        return link, door

    def _services(self, clock: SystemClock, live: LiveFeed) -> Services:
        memory = self._memory
        return Services(
            database=memory.database,
            engine=self._engine,
            clock=clock,
            plan=self._plan,
            plan_sounds=self._plan_sounds,
            live=live,
            sounds=self._recordings.sounds,
            keeping=self._recordings.keeping,
            new_call_id=lambda: new_call_id(clock.now_ms()),
            settle=memory.settle,
            checks={
                "database": memory.check_database,
                "journal": memory.check_journal,
                "asterisk": self._check_link,
                "recordings": self._recordings.watch.check,
            },
        )

    async def _listen(self, sessions: Sessions) -> AgiServer:
        """The last door: from here on callers come. Raises CannotStart."""
        at = self._settings.agi
        agi = AgiServer(at, sessions.serve)
        with needed(f"FastAGI: {at.host}:{at.port}", "Change agi.host or agi.port, or end who has it."):
            await agi.start()
        return agi

    @contextmanager
    def _plan_needed(self) -> Iterator[None]:
        """Turn what can go wrong with a plan into CannotStart."""
        try:
            with _folder(self._settings.asterisk.generated_dir, "asterisk.generated_dir"):
                yield
        except StorageError as error:
            raise CannotStart(f"database: {error}") from error
        except ValidationError as error:
            problems = invalid(error.errors(), None).reason
            raise CannotStart(
                f"the stored plan is not valid: {problems}. Load one that is: `ccd plan load`."
            ) from error

    async def _install(self, plan: Plan, passwords: Mapping[str, str]) -> None:
        """Asterisk's files and whatever else follows the plan. Without a link Asterisk reads the files when
        it starts."""
        self._memory.customers.country = plan.country
        self._memory.customers.agents_too = any(queue.same_agent_s for queue in plan.queues)
        banned = render_acl(self._engine.floor.bans.until_ms)  # first, for Asterisk waits for the others
        files = {**banned, **render(plan, passwords, self._settings), **self._certificate}
        await install(self._settings.asterisk.generated_dir, files, self._reloads.reload)
        self._plan_sounds.taken(plan)

    async def _check_link(self) -> str | None:
        return None if self._link.connected else self._link.last_error

    def _hear(self, event: Event) -> None:
        if isinstance(event, SignInFailed) and self._settings.asterisk.trusts(event.address):
            return
        if isinstance(event, AsteriskFound):
            self._net_log.look()
            self._reloads.asterisk_found()
            self._plan_sounds.asterisk_found()
        self._engine.post(event)


def _folder(folder: Path, key: str) -> AbstractContextManager[None]:
    return needed(f"folder {folder}", f"Mend its rights or change {key}.")


async def _beginning(now_ms: int, plan: Plan, memory: Memory) -> Began:
    recorded = await facts_to_restore(memory.database, now_ms)
    ended = await calls_ended_last(memory.database, ENDED_KEPT)
    past = await visits_lately(memory.database, plan.queues_by_name)
    seed = secrets.randbits(53)
    return Began(now_ms, plan, recorded, ended, memory.journal.last_seq, seed, past)


def _restored(began: Began) -> Floor:
    """The floor as it was when the last daemon went."""
    floor = Floor(began.plan, began.seed)
    for impossible in floor.restore(began.restored, began.ended, began.at_ms, began.past):
        _log.error("a fact of the record cannot be true and is left out", fact=impossible)
    return floor


@asynccontextmanager
async def _running(engine: Engine) -> AsyncIterator[None]:
    """At the end the inbox is emptied before the task goes."""
    async with watched(engine.run(), "engine") as task:
        yield
        engine.close()
        await asyncio.wait((task,))
