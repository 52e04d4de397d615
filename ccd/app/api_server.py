"""The API's port, inside the daemon's own loop."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from fastapi import FastAPI

from ccd.app.errors import CannotStart, needed
from ccd.settings import Api

LAST_REQUESTS_S = 3


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the daemon's."""
        yield


class ApiServer:
    def __init__(self, app: FastAPI, settings: Api) -> None:
        self._settings = settings
        config = uvicorn.Config(
            app, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=LAST_REQUESTS_S
        )
        self._server = _Server(config)
        self._serving: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Raises CannotStart when the port cannot be had."""
        where = (self._settings.host, self._settings.port)
        family = socket.AF_INET6 if ":" in where[0] else socket.AF_INET
        # asyncio sets TCP_NODELAY only where the protocol is named; without it each answer may wait 40 ms.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            with needed(f"API: {where[0]}:{where[1]}", "Change api.host or api.port, or end who has it."):
                listener.bind(where)
        except CannotStart:
            listener.close()
            raise
        self._serving = asyncio.create_task(self._server.serve(sockets=[listener]), name="api")

    async def close(self) -> None:
        self._server.should_exit = True
        if self._serving:
            await self._serving
