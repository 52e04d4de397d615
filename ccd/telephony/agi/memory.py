"""What the channel keeps of us, so that it is there when we are gone: its call, its place, its recording."""

from pathlib import Path

from ccd.domain.orders import HoldCaller
from ccd.telephony.agi import commands
from ccd.telephony.agi.line import Line


class Memory:
    """Tells the channel what it does not know yet. `returns`: it was in our hands, or talked, before; so it
    may be recorded without our doing. `shown` is its caller's name now. Everything raises CallGoneError when
    the caller hung up, or Asterisk refused."""

    def __init__(self, line: Line, recordings_dir: Path, returns: bool, shown: str) -> None:
        self._line = line
        self._recordings_dir = recordings_dir
        self._may_be_recorded = returns
        self._has_call = False
        self._owed = False
        self._place: tuple[str, int, int, str] | None = None
        self._shown = shown

    def owe_call(self) -> None:
        """It is to know its call before anything else is done, or together with its place: who is answered
        and waits at once costs one command then, not two."""
        self._owed = not self._has_call

    async def settle(self, call_id: str) -> None:
        if self._owed:
            await self.call(call_id)

    async def call(self, call_id: str) -> None:
        if not self._has_call:
            await self._line.do(commands.remember_call(call_id))
            self._has_call, self._owed = True, False

    async def place(self, order: HoldCaller, call_id: str) -> None:
        place = order.queue, order.entered_at_ms, order.visit, order.music
        if place != self._place:
            await self._line.do(commands.remember_place(*place, call_id if self._owed else ""))
            self._has_call, self._owed = self._has_call or self._owed, False
            self._place = place

    async def name(self, shown: str) -> None:
        """What phones show that are rung from here; empty: as it is."""
        if shown not in ("", self._shown):
            await self._line.do(commands.show_name(shown))
            self._shown = shown

    async def recording(self, path: str) -> None:
        """From the next talk on, or (empty) no longer."""
        recorded = self._may_be_recorded and bool(await self._line.do(commands.RECORDING_FILE))
        self._may_be_recorded = True
        if path and not recorded:
            await self._line.do(commands.record(self._recordings_dir, path))
        elif recorded and not path:
            await self._line.do(commands.STOP_RECORDING)
            await self._line.do(commands.FORGET_RECORDING)
