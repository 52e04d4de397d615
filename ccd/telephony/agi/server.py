"""The FastAGI port: lets Asterisk in, and nobody else."""

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Mapping
from ipaddress import IPv6Address, ip_address

import structlog

from ccd.settings import Agi
from ccd.telephony.agi.wire import parse_environment

ENVIRONMENT_TIMEOUT_S = 5.0
ENVIRONMENT_MOST_BYTES = 128 * 1024
"""A caller's name may fill a SIP packet, which is up to 64 KiB. Also the longest line that is read later."""
BACKLOG = 512
QUIET_S = 60.0

Serve = Callable[[Mapping[str, str], asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

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
        self._server = await asyncio.start_server(
            self._accept,
            self._settings.host,
            self._settings.port,
            limit=ENVIRONMENT_MOST_BYTES,
            backlog=BACKLOG,
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

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = asyncio.create_task(self._connection(reader, writer), name="agi connection")
        self._connections.add(connection)
        connection.add_done_callback(self._connections.discard)

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            environment = await self._admit(reader, writer.get_extra_info("peername"))
            await self._serve(environment, reader, writer)
        except _RefusedError as refused:
            self._refusals.note(str(refused), writer.get_extra_info("peername"))
        except Exception:
            _log.exception("an AGI connection failed")
        finally:
            writer.close()

    async def _admit(self, reader: asyncio.StreamReader, peer: tuple[str, int] | None) -> Mapping[str, str]:
        if len(self._connections) > self._settings.connections_most:
            raise _RefusedError("too many connections")
        if not self._is_allowed(peer):
            raise _RefusedError("address not allowed")
        try:
            async with asyncio.timeout(ENVIRONMENT_TIMEOUT_S):
                text = await reader.readuntil(b"\n\n")
        except (OSError, EOFError, TimeoutError, asyncio.LimitOverrunError) as error:
            raise _RefusedError(f"no AGI environment ({type(error).__name__})") from error
        environment = parse_environment(text.decode(errors="replace").split("\n"))
        if not self._has_token(environment):
            raise _RefusedError("wrong token")
        return environment

    def _is_allowed(self, peer: tuple[str, int] | None) -> bool:
        if peer is None:  # it was gone before we looked
            return False
        address = ip_address(peer[0])
        if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        return any(address in network for network in self._settings.peers)

    def _has_token(self, environment: Mapping[str, str]) -> bool:
        expected = self._settings.token.get_secret_value()
        given = environment.get("agi_network_script", "")
        return bool(expected) and hmac.compare_digest(given.encode(), expected.encode())


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
