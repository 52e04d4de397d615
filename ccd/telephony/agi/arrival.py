"""What a connection's environment says about the call. Pure."""

import re
from collections.abc import Callable, Mapping

from ccd.domain.events import CallArrived, Carried
from ccd.telephony.channels import endpoint_of, extension_of_device

_CALL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_ESCAPED = re.compile(r'\\(["\\])')
_TEXT_MOST = 200
"""SIP sets no bound to a caller's name; nobody reads more."""


def read_arrival(environment: Mapping[str, str], new_call_id: Callable[[], str]) -> CallArrived:
    """The dialplan's arguments are the DID, what the channel remembers (call id, queue, time of entry, visit;
    empty for a new call), the number that was dialled on a phone, and the channel that sent the call there.
    Which phone calls the channel's own name says: a caller id may say anything."""
    call_id = environment.get("agi_arg_2", "")
    return CallArrived(
        call_id=call_id if _CALL_ID.fullmatch(call_id) else new_call_id(),
        channel_id=environment.get("agi_uniqueid", ""),
        did=environment.get("agi_arg_1", ""),
        caller_number=_known(environment.get("agi_callerid", "")),
        caller_name=_known(environment.get("agi_calleridname", "")),
        carried=_carried(environment),
        phone=_extension(environment.get("agi_channel", "")),
        dialled=environment.get("agi_arg_6", ""),
        sent_by=_extension(environment.get("agi_arg_7", "")),
    )


def _extension(channel: str) -> str:
    """The phone's that the channel is of; empty for a trunk's."""
    return extension_of_device(f"PJSIP/{endpoint_of(channel)}")


def _known(text: str) -> str:
    """Asterisk says "unknown" of what it was not told, and leaves in a name what SIP escaped in quotes."""
    return "" if text == "unknown" else _ESCAPED.sub(r"\1", text)[:_TEXT_MOST]


def _carried(environment: Mapping[str, str]) -> Carried | None:
    queue = environment.get("agi_arg_3", "")
    entered, visit = environment.get("agi_arg_4", ""), environment.get("agi_arg_5", "")
    if not (queue and _is_number(entered) and _is_number(visit)):
        return None
    return Carried(queue, int(visit), int(entered))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 16
