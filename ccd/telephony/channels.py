"""Asterisk's names of channels and phones, and ours of the detours that lead to them. Pure."""

import re

from ccd.domain.legs import OutsideLeg, PhoneLeg

LATER = "ccd-later"
MOBILE = "ccd-mobile"
"""Contexts of `extensions-devices.conf`: to a phone that rings after a while, and to a mobile."""

_PHONE = re.compile(r"PJSIP/(?P<extension>[0-9]+)")
_TECHNOLOGY = "PJSIP/"
_LATER = re.compile(rf"(?P<extension>[0-9]+)\.[0-9]+@{LATER}\b.*")
_MOBILE = re.compile(
    rf"(?P<number>[0-9*#+]+)\.(?P<trunk>[\w-]+)\.[0-9]+\.(?P<owner>[0-9]*)\.[0-9]+@{MOBILE}\b.*"
)
_DETOUR = re.compile(r"Local/(?P<way>.+);1")


def endpoint_of(channel: str) -> str:
    """`PJSIP/front-desk-0000002a` is a channel of endpoint `front-desk`; empty for another technology's. A
    detour is where it leads: the party that is rung there."""
    if detour := _DETOUR.fullmatch(channel):
        return _led_to(detour["way"])[0]
    if not channel.startswith(_TECHNOLOGY):
        return ""
    return channel.removeprefix(_TECHNOLOGY).rpartition("-")[0]


def is_detour(channel: str) -> bool:
    return _DETOUR.fullmatch(channel) is not None and bool(endpoint_of(channel))


def device_of(channel: str) -> str:
    """The mobile to which that detour leads, as `NUMBER@TRUNK`; empty for any other channel."""
    detour = _DETOUR.fullmatch(channel)
    return _led_to(detour["way"])[1] if detour else ""


def rung_at(dialled: str) -> tuple[str, str]:
    """What `Dial` says of whom it rang (`1001`, `1001/sip:…`, a detour): the party and, for a mobile, its
    `NUMBER@TRUNK`."""
    party, device = _led_to(dialled)
    return party or dialled.partition("/")[0], device


def parked_by(dialled: str) -> str:
    """Of a `ParkerDialString`: the party who parked, at a phone (`PJSIP/1001`) or on a mobile."""
    return rung_at(dialled.partition("/")[2])[0]


def _led_to(way: str) -> tuple[str, str]:
    if mobile := _MOBILE.fullmatch(way):
        device = f"{mobile['number']}@{mobile['trunk']}"
        return mobile["owner"] or device, device
    later = _LATER.fullmatch(way)
    return (later["extension"] if later else ""), ""


def way_to_phone(leg: PhoneLeg) -> str:
    """For `Dial`, where it is to ring later or at several devices whose addresses are not known yet."""
    return f"Local/{leg.extension}.{leg.after_s}@{LATER}"


def way_to_mobile(leg: OutsideLeg, place: int) -> str:
    """For `Dial`; `place` says which variable has its ways (`commands.ways_to_mobile`). Not to be optimised
    away (`/n`): the detour's name says who talks to the caller."""
    return f"Local/{leg.number}.{leg.trunk}.{leg.after_s}.{leg.owner}.{place}@{MOBILE}/n"


def extension_of_device(device: str) -> str:
    """The extension of a phone (`PJSIP/1001`), empty for any other device."""
    found = _PHONE.fullmatch(device)
    return found["extension"] if found else ""
