"""How Asterisk records, and what AMI does about it while a talk goes on."""

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

import structlog

from ccd.background import Background
from ccd.domain.events import Event, RecordingBegun, RecordingMuted
from ccd.domain.orders import PauseRecording, ResumeRecording, StartRecording, StopRecording

MIX_OPTIONS = "bD"
"""While bridged, as raw 16-bit stereo: left the caller, right the agent."""

RecordingOrder = StartRecording | StopRecording | PauseRecording | ResumeRecording
Action = Mapping[str, str]

_log = structlog.get_logger(__name__)


def raw_file(folder: Path, path: str) -> Path:
    """What Asterisk writes for the recording of that path, until it is complete."""
    return (folder / path).with_suffix(".raw")


def action(order: RecordingOrder, folder: Path) -> Action:
    """AMI takes a channel's unique id for its name."""
    if isinstance(order, StartRecording):
        file = str(raw_file(folder, order.path))
        return {"Action": "MixMonitor", "Channel": order.channel_id, "File": file, "Options": MIX_OPTIONS}
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
