"""Ports that nobody uses now."""

import socket
from contextlib import ExitStack
from itertools import count

from ccd.app.setup import Ports

HOST = "127.0.0.1"
_RTP_SPAN = 400
_rtp_block = count()


def free_ports() -> Ports:
    """SIP, AMI, FastAGI, API and a block of RTP ports. All are held until all are found, so they differ."""
    with ExitStack() as held:
        sip = _bound(held, socket.SOCK_DGRAM, 0)
        ami, agi, api = (_bound(held, socket.SOCK_STREAM, 0) for _ in range(3))
    rtp_first = 10000 + next(_rtp_block) % 20 * _RTP_SPAN
    return Ports(HOST, sip, ami, agi, api, rtp_first, rtp_first + _RTP_SPAN - 1)


def usual_or_free_ports() -> Ports:
    """The ports that everybody expects if all of them are free, else any."""
    usual = Ports(HOST)
    try:
        with ExitStack() as held:
            _bound(held, socket.SOCK_DGRAM, usual.sip)
            for port in (usual.ami, usual.agi, usual.api):
                _bound(held, socket.SOCK_STREAM, port)
    except OSError:
        return free_ports()
    return usual


def _bound(held: ExitStack, kind: socket.SocketKind, port: int) -> int:
    each = held.enter_context(socket.socket(socket.AF_INET, kind))
    if port and kind is socket.SOCK_STREAM:
        each.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    each.bind((HOST, port))
    found: int = each.getsockname()[1]
    return found
