"""Asterisk's names of channels and phones. Pure."""

import re

_PHONE = re.compile(r"PJSIP/(?P<extension>[0-9]+)")
_TECHNOLOGY = "PJSIP/"


def endpoint_of(channel: str) -> str:
    """`PJSIP/front-desk-0000002a` is a channel of endpoint `front-desk`; empty for another technology's."""
    if not channel.startswith(_TECHNOLOGY):
        return ""
    return channel.removeprefix(_TECHNOLOGY).rpartition("-")[0]


def extension_of_device(device: str) -> str:
    """The extension of a phone (`PJSIP/1001`), empty for any other device."""
    found = _PHONE.fullmatch(device)
    return found["extension"] if found else ""
