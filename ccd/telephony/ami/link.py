"""The link to AMI: kept up, watched, and one way from the socket to the inbox."""

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress
from time import monotonic

import structlog

from ccd.background import Background
from ccd.domain.events import AgentNotCalled, AsteriskLost, DialStatus, Event
from ccd.domain.orders import CallAgent, MirrorMember
from ccd.settings import Ami
from ccd.telephony.ami.bridges import Bridges
from ccd.telephony.ami.connection import Connection, Message, RefusedError
from ccd.telephony.ami.keys import Keys
from ccd.telephony.ami.perform import EXPECTED_REFUSALS, Action, actions, call_agent
from ccd.telephony.ami.resync import asked_anew, take_snapshot
from ccd.telephony.ami.translate import translate

RETRY_FIRST_S = 0.1
REFUSED_PAUSES = 5
"""Trying again soon would only fill Asterisk's log, and fail2ban's."""
PING_EVERY_S = 5.0
CALLERS = "ccd-steer"
"""The dialplan's context of channels that a session of ours may hold."""
BOOT_TIMEOUT_S = 30.0
"""How long after the login Asterisk may take to be fully booted."""

_log = structlog.get_logger(__name__)


class LoginRefusedError(RefusedError):
    """Asterisk does not let us in."""


class AmiLink:
    """Posts `AsteriskFound` whenever the link comes up, then every event that Asterisk tells, in order, then
    `AsteriskLost`. `on_key` hears the unique id of a caller's channel and the key that was pressed there: no
    event, because callers also press card numbers. Both are called from the event loop and must not block."""

    def __init__(
        self,
        settings: Ami,
        post: Callable[[Event], None],
        on_key: Callable[[str, str], None] = lambda channel_id, key: None,
    ) -> None:
        self.last_error = "not connected yet"
        """Why the link is down and what to do, for people; empty while it is up."""
        self.tried = asyncio.Event()
        """Set as soon as the first try has ended, well or not."""
        self._settings = settings
        self._post = post
        self._on_key = on_key
        self._connection: Connection | None = None
        self._bridges = Bridges()
        self._booted: asyncio.Future[None] | None = None
        self._early: list[Event] = []
        self._keys = Keys(monotonic)
        self._background = Background()

    @property
    def connected(self) -> bool:
        """Asterisk is in sight: logged in, booted, its snapshot posted."""
        return self._connection is not None and not self._connection.lost.done()

    def start(self) -> None:
        self._background.start(self._keep_up(), "ami link")

    async def close(self) -> None:
        """Posts nothing."""
        async with self._background:
            self._background.cancel()
        self._connection = None

    async def send(self, action: Action) -> Message:
        """The answer, which may be a refusal (`Response: Error`). ConnectionError: the link is, or went,
        down, and nothing is ever sent again. TimeoutError. ValueError: a line end in a value."""
        if self._connection is None:
            raise ConnectionError(f"AMI is down: {self.last_error}")
        return await self._connection.ask(action, self._settings.action_timeout_s)

    def perform(self, order: MirrorMember) -> None:
        """Orders reach Asterisk in the order they were given. While the link is down they are dropped: the
        floor gives them all anew when Asterisk is found."""
        if self.connected:
            self._background.start(self._mirror(order), f"mirror {order.agent} in {order.queue}")

    def stop_playing(self, channel_id: str) -> None:
        """Cut short what `ControlPlayback` plays there. Without a link it plays to its end."""
        if self.connected:
            action = {"Action": "ControlPlayback", "Channel": channel_id, "Control": "stop"}
            self._background.start(self._try(action), f"stop playing to {channel_id}")

    def call_agent(self, order: CallAgent) -> None:
        """Once, or not at all. That it failed comes as an event; what became of it when the link was lost
        meanwhile is in the next snapshot."""
        self._background.start(self._originate(order), f"call {order.phone.agent} for {order.call_id}")

    async def _try(self, action: Action) -> None:
        """It may be refused: a phone that is nowhere cannot be asked, a prompt that is over not stopped."""
        with suppress(OSError, TimeoutError):
            await self.send(action)

    async def _originate(self, order: CallAgent) -> None:
        try:
            answer = await self.send(call_agent(order))
        except (OSError, TimeoutError) as error:
            _log.warning("an agent may ring or not", order=order, error=str(error) or "no answer in time")
            return
        if answer.get("Response") == "Error":
            _log.error("Asterisk does not call the agent", order=order, answer=answer.get("Message"))
            self._post(AgentNotCalled(order.channel_id, DialStatus.CHANUNAVAIL))

    async def _mirror(self, order: MirrorMember) -> None:
        try:
            # All is written before the first answer comes, so a later order cannot overtake.
            answers = await asyncio.gather(*(self.send(action) for action in actions(order)))
        except (OSError, TimeoutError) as error:
            _log.warning("the safety net was not told", order=order, error=str(error) or "no answer in time")
            return
        for answer in answers:
            if answer.get("Response") == "Error" and answer.get("Message") not in EXPECTED_REFUSALS:
                _log.error("the safety net refused", order=order, answer=answer.get("Message"))

    async def _keep_up(self) -> None:
        pause_s = RETRY_FIRST_S
        while True:
            try:
                await self._live()
            except LoginRefusedError as error:
                pause_s = REFUSED_PAUSES * self._settings.retry_most_s
                self._explain(str(error))
            except (OSError, TimeoutError) as error:
                self._explain(
                    f"AMI at {self._settings.host}:{self._settings.port}: {_reason(error)}. "
                    "Is Asterisk running, and are ami.host and ami.port right?"
                )
            except Exception:
                _log.exception("the AMI link failed by a fault of ours")
                self._explain("the link failed by a fault of ours, see the log")
            if self._connection is not None:
                self._connection = None
                self._post(AsteriskLost())
                pause_s = RETRY_FIRST_S
            await asyncio.sleep(pause_s)
            pause_s = min(2 * pause_s, self._settings.retry_most_s)

    async def _live(self) -> None:
        """One connection, from connect to loss. Never returns: raises what ended it."""
        connection = await self._connect()
        try:
            await self._log_in(connection)
            await self._wait_for_boot(connection)
            found, bridged = await take_snapshot(
                lambda action: connection.ask_list(action, self._settings.action_timeout_s), self._bridges
            )
            self._connection = connection
            self.last_error = ""
            self.tried.set()
            _log.info("Asterisk found", channels=len(found.channels), phones=len(found.phones))
            # What was told while the snapshot was taken may be younger than it.
            for event in (found, *bridged, *self._early):
                self._post(event)
            for action in asked_anew(found):
                self._background.start(self._try(action), f"ask {action['Endpoint']}")
            await self._watch(connection)
        finally:
            connection.close()

    async def _connect(self) -> Connection:
        loop = asyncio.get_running_loop()
        self._booted = loop.create_future()
        self._early = []
        try:
            async with asyncio.timeout(self._settings.action_timeout_s):
                _, connection = await loop.create_connection(
                    lambda: Connection(self._take), self._settings.host, self._settings.port
                )
        except TimeoutError:
            raise TimeoutError("no connection in time") from None
        return connection

    async def _log_in(self, connection: Connection) -> None:
        login = {
            "Action": "Login",
            "Username": self._settings.user,
            "Secret": self._settings.secret.get_secret_value(),
            "Events": "on",
        }
        answer = await connection.ask(login, self._settings.action_timeout_s)
        if answer.get("Response") != "Success":
            raise LoginRefusedError(
                f"AMI refused user {self._settings.user}: check ami.secret in our settings "
                f"against manager.conf, and that it permits our address ({answer.get('Message')})"
            )

    async def _wait_for_boot(self, connection: Connection) -> None:
        assert self._booted is not None
        waiting = (self._booted, connection.lost)
        await asyncio.wait(waiting, timeout=BOOT_TIMEOUT_S, return_when=asyncio.FIRST_COMPLETED)
        if connection.lost.done():
            raise ConnectionResetError("the connection ended while Asterisk booted")
        if not self._booted.done():
            raise TimeoutError(
                f"no FullyBooted event for {BOOT_TIMEOUT_S:.0f} s; in manager.conf "
                f"user {self._settings.user} needs `read = system,call`"
            )

    async def _watch(self, connection: Connection) -> None:
        while not connection.lost.done():
            await connection.ask({"Action": "Ping"}, self._settings.action_timeout_s)
            await asyncio.wait((connection.lost,), timeout=PING_EVERY_S)
        raise ConnectionResetError("the connection ended")

    def _take(self, message: Message) -> None:
        if message.get("Event") == "FullyBooted":
            if self._booted is not None and not self._booted.done():
                self._booted.set_result(None)
        elif event := self._heard(message):
            if self._connection is None:
                self._early.append(event)
            else:
                self._post(event)

    def _heard(self, message: Message) -> Event | None:
        match message.get("Event"):
            case "DTMFEnd":
                if message.get("Direction") == "Received" and message.get("Context") == CALLERS:
                    self._on_key(message.get("Uniqueid", ""), message.get("Digit", ""))
                return self._keys.hear(message)
            case "BridgeEnter":
                return self._bridges.entered(message)
            case "BridgeLeave":
                return self._bridges.left(message)
        return translate(message)

    def _explain(self, error: str) -> None:
        if error != self.last_error:
            _log.warning("Asterisk is out of sight", error=error, tries_every_s=self._settings.retry_most_s)
        self.last_error = error
        self.tried.set()


def _reason(error: OSError) -> str:
    """asyncio's own words for a refused connection are for programmers."""
    return os.strerror(error.errno) if error.errno else str(error)
