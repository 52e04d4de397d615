"""What comes of orders about recordings and messages: always what was asked for."""

from ccd.domain.events import Event, MessageKept, RecordingBegun, RecordingMuted
from ccd.domain.orders import KeepMessage, PauseRecording, ResumeRecording, StartRecording

MESSAGE_MS = 2000

RecordingOrder = StartRecording | PauseRecording | ResumeRecording | KeepMessage


def done(order: RecordingOrder) -> Event:
    match order:
        case StartRecording():
            return RecordingBegun(order.call_id)
        case KeepMessage():
            size = 16 * MESSAGE_MS
            return MessageKept(order.call_id, order.box, order.path, MESSAGE_MS, size, "0" * 64, order.caller)
        case PauseRecording() | ResumeRecording():
            return RecordingMuted(order.call_id, isinstance(order, PauseRecording), order.by)
