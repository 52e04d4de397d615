"""Ports that nobody uses now."""

import os
import socket
from collections import deque
from contextlib import ExitStack

from ccd.app.setup import Ports

HOST = "127.0.0.1"
_RTP_SPAN = 400
_RTP_BLOCKS = range(10000, 18000, _RTP_SPAN)
_taken: deque[int] = deque(maxlen=4)
"""File descriptors, bound to the first port of each block given out last: by TCP, which RTP does not use, so
that another run on this machine takes other blocks."""


def free_ports() -> Ports:
    """SIP (UDP, TLS, WebSockets), AMI, FastAGI, API and a block of RTP ports. All are held until all are
    found: they differ."""
    with ExitStack() as held:
        sip = _bound(held, socket.SOCK_DGRAM, 0)
        tls, wss, ws, ami, agi, api = (_bound(held, socket.SOCK_STREAM, 0) for _ in range(6))
    rtp_first = _rtp_block()
    return Ports(HOST, sip, tls, wss, ws, ami, agi, api, rtp_first, rtp_first + _RTP_SPAN - 1)


def _rtp_block() -> int:
    for first in _RTP_BLOCKS:
        mark = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            mark.bind((HOST, first))
        except OSError:
            mark.close()
            continue
        if len(_taken) == _taken.maxlen:
            os.close(_taken.popleft())
        _taken.append(mark.detach())
        return first
    raise AssertionError(f"every block of RTP ports is taken: {_RTP_BLOCKS}")


def usual_or_free_ports() -> Ports:
    """The ports that everybody expects if all of them are free, else any."""
    usual = Ports(HOST)
    try:
        with ExitStack() as held:
            _bound(held, socket.SOCK_DGRAM, usual.sip)
            for port in (usual.sip_tls, usual.sip_wss, usual.sip_ws, usual.ami, usual.agi, usual.api):
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
