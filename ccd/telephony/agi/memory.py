"""What the channel keeps of us, so that it is there when we are gone: its call, its place, its recording."""

from pathlib import Path

from ccd.domain.orders import HoldCaller
from ccd.telephony.agi import commands
from ccd.telephony.agi.commands import Words
from ccd.telephony.agi.line import Line
from ccd.telephony.recording import raw_file


class Memory:
    """Tells the channel what it does not know yet. `returns`: it was in our hands, or talked, before; so it
    may be recorded without our doing. `shown` is its caller's name now. Everything raises CallGoneError when
    the caller hung up, or Asterisk refused."""

    def __init__(self, line: Line, recordings_dir: Path, returns: bool, shown: str) -> None:
        self._line = line
        self._recordings_dir = recordings_dir
        self._may_be_recorded = returns
        self._has_call = False
        self._place: Words = ()
        self._shown = shown

    async def call(self, call_id: str) -> None:
        if not self._has_call:
            await self._line.do(commands.remember_call(call_id))
            self._has_call = True

    async def place(self, order: HoldCaller) -> None:
        place = commands.remember_place(order.queue, order.entered_at_ms, order.visit, order.music)
        if place != self._place:
            await self._line.do(place)
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
            await self._line.do(commands.record(raw_file(self._recordings_dir, path)))
        elif recorded and not path:
            await self._line.do(commands.STOP_RECORDING)
            await self._line.do(commands.FORGET_RECORDING)
