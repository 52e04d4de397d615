"""A TCP cable between two ports that can be pulled and plugged in."""

import asyncio
from contextlib import suppress

Place = tuple[str, int]


class Cable:
    """`near` is where it listens, `far` where it leads to. Unplugged at first."""

    def __init__(self, near: Place, far: Place) -> None:
        self._near = near
        self._far = far
        self._server: asyncio.Server | None = None
        self._ends: set[asyncio.StreamWriter] = set()

    async def plug_in(self) -> None:
        self._server = await asyncio.start_server(self._lead, *self._near)

    async def pull(self) -> None:
        """Both sides notice at once; nobody can connect."""
        if self._server:
            self._server.close()
        for end in self._ends:
            end.transport.abort()

    async def _lead(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            far_reader, far_writer = await asyncio.open_connection(*self._far)
            self._ends |= {writer, far_writer}
            await asyncio.wait(
                (
                    asyncio.create_task(self._carry(reader, far_writer)),
                    asyncio.create_task(self._carry(far_reader, writer)),
                )
            )
        writer.close()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                writer.write(data)
        writer.close()
        self._ends.discard(writer)
