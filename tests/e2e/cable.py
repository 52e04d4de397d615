"""A TCP cable between two ports that can be pulled and plugged in."""

import asyncio
from contextlib import suppress

from tests.e2e.history import last_seq
from tests.office.office import Office
from tests.phones.waiting import PATIENCE_S

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


async def cut(office: Office, cable: Cable) -> int:
    """Returns the `seq` from which on AMI is gone. It is up before: nobody loses what he has not found."""
    async with asyncio.timeout(PATIENCE_S):
        while "asterisk" in (await office.api.get("/ready")).json().get("wrong", {}):
            pass
    before = last_seq(office)
    await cable.pull()
    return int((await office.fact("LinkLost", after=before))["seq"])


async def mend(office: Office, cable: Cable, cut_at: int) -> None:
    """And no call has ended unseen."""
    await cable.plug_in()
    await office.fact("LinkFound", after=cut_at, calls_closed=0)
