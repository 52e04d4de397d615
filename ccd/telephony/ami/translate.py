"""AMI events into ours. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from ipaddress import ip_address

from ccd.domain.events import (
    AgentNotCalled,
    ChannelHungUp,
    ChannelParked,
    ChannelTransferred,
    DialAnswered,
    DialStatus,
    Event,
    HoldChanged,
    PhoneChanged,
    PhoneState,
    RingEnded,
    SignInFailed,
    SupervisorUnreached,
)
from ccd.telephony.ami.perform import FOR_CALLBACK
from ccd.telephony.channels import device_of, endpoint_of, extension_of_device, parked_by

SIGN_IN_FAILED = frozenset({"InvalidAccountID", "InvalidPassword", "ChallengeResponseFailed"})
ACCOUNT_MOST = 80
"""Who tries passwords may call himself what he likes."""

PHONE_STATES = {
    "NOT_INUSE": PhoneState.IDLE,
    "INUSE": PhoneState.IN_USE,
    "BUSY": PhoneState.IN_USE,
    "ONHOLD": PhoneState.IN_USE,
    "RINGINUSE": PhoneState.IN_USE,
    "RINGING": PhoneState.RINGING,
    "UNAVAILABLE": PhoneState.UNREACHABLE,
    "INVALID": PhoneState.UNREACHABLE,
}
"""Asterisk's device states that say something of a phone; UNKNOWN says nothing."""


def translate(message: Mapping[str, str]) -> Event | None:
    """None: not an event we live by."""
    read = READ.get(message.get("Event", ""))
    return read(message) if read else None


def phone_changed(message: Mapping[str, str]) -> PhoneChanged | None:
    """From `DeviceStateChange`, as an event of its own or as one of a list."""
    extension = extension_of_device(message.get("Device", ""))
    state = PHONE_STATES.get(message.get("State", ""))
    return PhoneChanged(extension, state) if extension and state else None


_STILL_RINGS = "3"
"""What became last of an `Originate` that nobody answered in its time (`AST_CONTROL_RINGING`)."""


def _dial_end(message: Mapping[str, str]) -> DialAnswered | RingEnded | AgentNotCalled | None:
    if not message.get("Uniqueid"):
        return _originated(message)
    channel_id, extension = message.get("Uniqueid", ""), endpoint_of(message.get("DestChannel", ""))
    status = DialStatus(message.get("DialStatus", ""))
    if status is DialStatus.CANCEL or not channel_id or not extension:
        return None
    if status is DialStatus.ANSWER:
        return DialAnswered(channel_id, extension, device_of(message.get("DestChannel", "")))
    return RingEnded(channel_id, extension, status)


def _originate_response(message: Mapping[str, str]) -> AgentNotCalled | SupervisorUnreached | None:
    """The action's id is the call that would have begun (`telephony/ringing.py`), or names a channel. Of a
    phone that was rung it tells only that its time is up, though it may be the first to come; `DialEnd` and
    `Hangup` tell the rest."""
    action_id = message.get("ActionID", "")
    if message.get("Response") == "Success":
        return None
    if not action_id.startswith(FOR_CALLBACK):
        return SupervisorUnreached(action_id)
    channel_id = action_id.removeprefix(FOR_CALLBACK)
    if message.get("Uniqueid") != channel_id:
        return AgentNotCalled(channel_id, DialStatus.CHANUNAVAIL)
    return AgentNotCalled(channel_id, DialStatus.NOANSWER) if message.get("Reason") == _STILL_RINGS else None


def _originated(message: Mapping[str, str]) -> AgentNotCalled | None:
    """Called by `Originate`, for no channel. That he answered is told by his channel when it comes to us."""
    channel_id, status = message.get("DestUniqueid", ""), DialStatus(message.get("DialStatus", ""))
    return AgentNotCalled(channel_id, status) if channel_id and status is not DialStatus.ANSWER else None


def _transfer(message: Mapping[str, str], kind: str, target: str, by: str) -> ChannelTransferred | None:
    channel_id = message.get("TransfereeUniqueid", "")
    if message.get("Result") != "Success" or not channel_id:
        return None
    return ChannelTransferred(channel_id, kind, target, endpoint_of(by))


def _target(message: Mapping[str, str]) -> str:
    """Whom the caller talks to after an attended transfer; the number that was dialled where he is no phone
    of ours, or has not answered yet."""
    endpoint = endpoint_of(message.get("TransferTargetChannel", ""))
    return endpoint or message.get("SecondTransfererConnectedLineNum", "")


def _sign_in_failed(message: Mapping[str, str]) -> SignInFailed | None:
    """`RemoteAddress` is `IPV4/UDP/203.0.113.7/5060`."""
    address = message.get("RemoteAddress", "").split("/")[2:3]
    if message.get("Service") != "PJSIP" or not address or not _is_address(address[0]):
        return None
    account = message.get("AccountID", "")
    return SignInFailed(address[0], "" if account == "<unknown>" else account[:ACCOUNT_MOST])


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _hung_up(message: Mapping[str, str]) -> ChannelHungUp:
    return ChannelHungUp(message.get("Uniqueid", ""))


def _blind(message: Mapping[str, str]) -> ChannelTransferred | None:
    return _transfer(message, "blind", message.get("Extension", ""), message.get("TransfererChannel", ""))


def _attended(message: Mapping[str, str]) -> ChannelTransferred | None:
    """Where three talk from now on nobody was transferred."""
    destination = message.get("DestType")
    if destination == "Threeway":
        return None
    transfer = _transfer(message, "attended", _target(message), message.get("OrigTransfererChannel", ""))
    if transfer and destination == "App":
        return replace(transfer, replaces=message.get("SecondTransfererUniqueid", ""))
    return transfer


def _held(message: Mapping[str, str]) -> HoldChanged:
    return HoldChanged(message.get("Uniqueid", ""), message.get("Event") == "Hold")


def _parked(message: Mapping[str, str]) -> ChannelParked:
    by = parked_by(message.get("ParkerDialString", ""))
    return ChannelParked(message.get("ParkeeUniqueid", ""), message.get("ParkingSpace", ""), by)


READ: dict[str, Callable[[Mapping[str, str]], Event | None]] = {
    "DialEnd": _dial_end,
    "Hangup": _hung_up,
    "BlindTransfer": _blind,
    "AttendedTransfer": _attended,
    "Hold": _held,
    "Unhold": _held,
    "ParkedCall": _parked,
    "OriginateResponse": _originate_response,
    "DeviceStateChange": phone_changed,
    **dict.fromkeys(SIGN_IN_FAILED, _sign_in_failed),
}
