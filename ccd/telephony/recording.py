"""How Asterisk records, and what AMI does about it while a talk goes on."""

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

import structlog

from ccd.background import Background
from ccd.domain.events import Event, RecordingBegun, RecordingMuted
from ccd.domain.orders import PauseRecording, ResumeRecording, StartRecording, StopRecording
from ccd.domain.tape import CALLER_SIDE, OTHER_SIDE

RECORDING = "MIXMONITOR_FILENAME"
"""The variable by which a channel knows that it is recorded."""

RecordingOrder = StartRecording | StopRecording | PauseRecording | ResumeRecording
Action = Mapping[str, str]

_log = structlog.get_logger(__name__)


def mix_options(folder: Path, path: str) -> str:
    """While bridged, what the channel says (`r`) and what it hears (`t`), each into a file of its own beside
    the recording of that path, until it is complete: `sln`, so that Asterisk brings any codec to 8 kHz. Its
    option `D` writes both into one, but garbles all that is not 8 kHz (docs/asterisk.md).

    MixMonitor empties RECORDING if it has no file for both; `i` has it write its id there.
    """
    said, heard = ((folder / path).with_suffix(side) for side in (CALLER_SIDE, OTHER_SIDE))
    return f"bi({RECORDING})r({said})t({heard})"


def action(order: RecordingOrder, folder: Path) -> Action:
    """AMI takes a channel's unique id for its name."""
    if isinstance(order, StartRecording):
        options = mix_options(folder, order.path)
        return {"Action": "MixMonitor", "Channel": order.channel_id, "File": "", "Options": options}
    if isinstance(order, StopRecording):
        return {"Action": "StopMixMonitor", "Channel": order.channel_id}
    state = "1" if isinstance(order, PauseRecording) else "0"
    return {"Action": "MixMonitorMute", "Channel": order.channel_id, "Direction": "both", "State": state}


class Mixing:
    """`send` is AMI's; what Asterisk has done is posted, and what it would not do is logged."""

    def __init__(
        self,
        send: Callable[[Action], Awaitable[Action]],
        folder: Path,
        post: Callable[[Event], None],
        background: Background,
    ) -> None:
        self._send = send
        self._folder = folder
        self._post = post
        self._background = background

    def perform(self, order: RecordingOrder) -> None:
        """Orders reach Asterisk in the order they were given."""
        self._background.start(self._do(order), f"recording of {order.call_id}")

    async def _do(self, order: RecordingOrder) -> None:
        try:
            answer = await self._send(action(order, self._folder))
        except (OSError, TimeoutError) as error:
            _log.warning(
                "a recording goes on as it was", order=order, error=str(error) or "no answer in time"
            )
            return
        if answer.get("Response") != "Success":
            _log.warning("a recording goes on as it was", order=order, answer=answer.get("Message"))
        elif isinstance(order, StartRecording):
            self._post(RecordingBegun(order.call_id))
        elif not isinstance(order, StopRecording):
            muted = isinstance(order, PauseRecording)
            self._post(RecordingMuted(order.call_id, muted, order.by))
