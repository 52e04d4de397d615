"""The FastAGI port: lets Asterisk in, and nobody else."""

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Mapping
from functools import lru_cache
from ipaddress import IPv6Address, ip_address

import structlog
from pydantic import IPvAnyNetwork

from ccd.settings import Agi
from ccd.telephony.agi.line import Line

ENVIRONMENT_TIMEOUT_S = 5.0
BACKLOG = 512
QUIET_S = 60.0

Serve = Callable[[Mapping[str, str], Line], Awaitable[None]]

_log = structlog.get_logger(__name__)


class AgiServer:
    """`serve` gets each connection that came from an allowed address with the right token; when it returns,
    the connection is closed."""

    def __init__(self, settings: Agi, serve: Serve) -> None:
        self._settings = settings
        self._serve = serve
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()
        self._refusals = _Refusals()

    @property
    def port(self) -> int:
        """Where we listen."""
        assert self._server is not None, "not started"
        return int(self._server.sockets[0].getsockname()[1])

    async def start(self) -> None:
        """OSError: the port is taken, or the address is not ours."""
        self._server = await asyncio.get_running_loop().create_server(
            lambda: Line(self._accept), self._settings.host, self._settings.port, backlog=BACKLOG
        )

    def stop_accepting(self) -> None:
        if self._server is not None:
            self._server.close()

    async def close(self, timeout_s: float) -> None:
        """Let go of every call: the dialplan keeps the callers, and asks again until somebody listens."""
        self.stop_accepting()
        for connection in self._connections:
            connection.cancel()
        if self._connections:
            await asyncio.wait(self._connections, timeout=timeout_s)

    def _accept(self, line: Line) -> None:
        connection = asyncio.create_task(self._connection(line), name="agi connection")
        self._connections.add(connection)
        connection.add_done_callback(self._connections.discard)

    async def _connection(self, line: Line) -> None:
        try:
            environment = await self._admit(line)
            await self._serve(environment, line)
        except _RefusedError as refused:
            self._refusals.note(str(refused), line.peer)
        except Exception:
            _log.exception("an AGI connection failed")
        finally:
            line.close()

    async def _admit(self, line: Line) -> Mapping[str, str]:
        if len(self._connections) > self._settings.connections_most:
            raise _RefusedError("too many connections")
        if not (line.peer and _is_among(self._settings.peers, line.peer[0])):
            raise _RefusedError("address not allowed")
        try:
            async with asyncio.timeout(ENVIRONMENT_TIMEOUT_S):
                environment = await line.environment
        except (OSError, TimeoutError) as error:
            raise _RefusedError(f"no AGI environment ({type(error).__name__})") from error
        if not self._has_token(environment):
            raise _RefusedError("wrong token")
        return environment

    def _has_token(self, environment: Mapping[str, str]) -> bool:
        expected = self._settings.token.get_secret_value()
        given = environment.get("agi_network_script", "")
        return bool(expected) and hmac.compare_digest(given.encode(), expected.encode())


@lru_cache
def _is_among(networks: tuple[IPvAnyNetwork, ...], host: str) -> bool:
    address = ip_address(host)
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return any(address in network for network in networks)


class _RefusedError(Exception):
    """Why a connection is not let in."""


class _Refusals:
    """Tells of strangers at the door, but not of each: one line a minute, with how many there were."""

    def __init__(self) -> None:
        self._quiet_until = float("-inf")
        self._unsaid = 0

    def note(self, reason: str, peer: tuple[str, int] | None) -> None:
        now = asyncio.get_running_loop().time()
        if now < self._quiet_until:
            self._unsaid += 1
            return
        _log.warning("AGI connection refused", reason=reason, peer=peer, more_since_last=self._unsaid)
        self._quiet_until = now + QUIET_S
        self._unsaid = 0
