"""Ports that nobody uses now."""

import socket
from itertools import count

from ccd.app.setup import Ports

_RTP_SPAN = 400
_rtp_block = count()


def free_ports() -> Ports:
    """SIP, AMI, FastAGI, API and a block of RTP ports. All are held until all are found, so they differ."""
    held = [socket.socket(socket.AF_INET, kind) for kind in _KINDS]
    try:
        for each in held:
            each.bind(("127.0.0.1", 0))
        sip, ami, agi, api = (each.getsockname()[1] for each in held)
    finally:
        for each in held:
            each.close()
    rtp_first = 10000 + next(_rtp_block) % 20 * _RTP_SPAN
    return Ports("127.0.0.1", sip, ami, agi, api, rtp_first, rtp_first + _RTP_SPAN - 1)


_KINDS = (socket.SOCK_DGRAM, socket.SOCK_STREAM, socket.SOCK_STREAM, socket.SOCK_STREAM)
