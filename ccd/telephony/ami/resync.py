"""What lives in Asterisk, all at once, after we have not been looking."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

from ccd.domain.events import AsteriskFound, BridgeChanged, PhoneChanged, PhoneState, SeenChannel
from ccd.telephony.ami.bridges import Bridges
from ccd.telephony.ami.perform import Action
from ccd.telephony.ami.translate import phone_changed
from ccd.telephony.channels import device_of, endpoint_of, is_detour, parked_by

Message = Mapping[str, str]
AskList = Callable[[Action], Awaitable[Sequence[Message]]]

_CALL_ID = "CCD_CALL_ID"
_RINGING = "5"


async def take_snapshot(
    ask_list: AskList, bridges: Bridges
) -> tuple[AsteriskFound, tuple[BridgeChanged, ...]]:
    """Three lists, whatever the number of calls; `bridges` begins anew with what they show. Raises what
    `ask_list` raises."""
    statuses = await ask_list({"Action": "Status", "Variables": _CALL_ID})
    devices = await ask_list({"Action": "DeviceStateList"})
    parked = {
        message.get("ParkeeUniqueid", ""): message for message in await ask_list({"Action": "ParkedCalls"})
    }
    channels = without_parking(statuses, parked)
    found = AsteriskFound(assemble_channels(channels, parked), assemble_phones(devices))
    return found, tuple(bridges.found(channels))


def asked_anew(found: AsteriskFound) -> tuple[Action, ...]:
    """A phone that Asterisk remembers from before its own restart counts as unreachable until its turn to be
    asked comes (`qualify_frequency`, a minute); a phone that is there answers this one at once."""
    unsure = (phone for phone in found.phones if phone.state is PhoneState.UNREACHABLE)
    return tuple({"Action": "PJSIPQualify", "Endpoint": phone.extension} for phone in unsure)


def without_parking(statuses: Iterable[Message], parked: Collection[str]) -> list[Message]:
    """All who are parked wait in one bridge, where nobody talks."""
    return [{**status, "BridgeID": ""} if status["Uniqueid"] in parked else status for status in statuses]


def assemble_phones(devices: Iterable[Message]) -> tuple[PhoneChanged, ...]:
    return tuple(phone for device in devices if (phone := phone_changed(device)))


def assemble_channels(
    statuses: Sequence[Message], parked: Mapping[str, Message] = MappingProxyType({})
) -> tuple[SeenChannel, ...]:
    """The callers' channels, from `Status` events: those that carry our call id. The others serve to say whom
    a caller talks to (they share a bridge) or has ringing (they share a linked id). A detour rings until it
    is in a bridge: what is behind it may have to wait, or to accept. `parked` are `ParkedCall` events by the
    channel that is."""
    in_bridge: defaultdict[str, list[Message]] = defaultdict(list)
    ringing: defaultdict[str, list[Message]] = defaultdict(list)
    for status in statuses:
        if status.get("BridgeID"):
            in_bridge[status["BridgeID"]].append(status)
        elif status.get("ChannelState") == _RINGING or is_detour(status.get("Channel", "")):
            ringing[status.get("Linkedid", "")].append(status)
    return tuple(
        SeenChannel(
            channel_id=status["Uniqueid"],
            call_id=call_id,
            talking_to=endpoint_of(next(iter(beside), "")),
            dialling=tuple(map(endpoint_of, _others(status, ringing[status.get("Linkedid", "")]))),
            device=device_of(next(iter(beside), "")),
            left_by=_left_by(beside, parked.get(status["Uniqueid"])),
            put_aside=bool(status.get("BridgeID")) and not beside,
        )
        for status in statuses
        if (call_id := _call_id(status))
        for beside in [_others(status, in_bridge[status.get("BridgeID", "")])]
    )


def _left_by(beside: Sequence[str], parked: Message | None) -> str | None:
    """`*2` leaves a caller with one end of a local channel, until who was asked is joined with him."""
    if parked is not None:
        return parked_by(parked.get("ParkerDialString", ""))
    return "" if beside and not any(map(endpoint_of, beside)) else None


def _others(caller: Message, candidates: Iterable[Message]) -> tuple[str, ...]:
    """The names of the other candidates, those first who are no callers themselves."""
    others = [c for c in candidates if c["Uniqueid"] != caller["Uniqueid"]]
    others.sort(key=lambda candidate: bool(_call_id(candidate)))
    return tuple(other["Channel"] for other in others)


def _call_id(status: Message) -> str:
    value = status.get("Variable", "").removeprefix(f"{_CALL_ID}=")
    return "" if value == "(null)" else value
