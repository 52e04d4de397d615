"""What is on the wire between two audio streams, seen by a bare socket."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from itertools import pairwise

import pytest

from tests.phones import dtmf, tones
from tests.phones.hearing import declare_tones, known_tones
from tests.phones.media import Stream
from tests.phones.sdp import PCMU, Description, Direction

EVENT_TYPE = 96


@dataclass(frozen=True)
class Packet:
    marker: bool
    payload_type: int
    sequence: int
    timestamp: int
    ssrc: int
    payload: bytes


class Peer:
    """A socket that takes RTP apart by hand."""

    def __init__(self) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setblocking(False)
        self.socket.bind(("127.0.0.1", 0))

    def says(self, direction: Direction = "sendrecv") -> Description:
        port = self.socket.getsockname()[1]
        return Description("127.0.0.1", port, direction, codecs=frozenset({PCMU}), event_type=EVENT_TYPE)

    async def next(self) -> Packet:
        data = await asyncio.get_running_loop().sock_recv(self.socket, 2000)
        first, second, sequence, timestamp, ssrc = struct.unpack("!BBHII", data[:12])
        assert first == 0x80
        return Packet(bool(second & 0x80), second & 0x7F, sequence, timestamp, ssrc, data[12:])

    def send(self, stream: Stream, payload: bytes, payload_type: int = 0, timestamp: int = 0) -> None:
        header = struct.pack("!BBHII", 0x80, payload_type, 1, timestamp, 7)
        self.socket.sendto(header + payload, ("127.0.0.1", stream.port))


@pytest.fixture
def peer() -> Iterator[Peer]:
    peer = Peer()
    yield peer
    peer.socket.close()


@pytest.fixture
async def stream() -> AsyncIterator[Stream]:
    stream = Stream("127.0.0.1")
    yield stream
    stream.close()


async def test_audio_is_counted_marked_once_and_in_steps_of_20_ms(stream: Stream, peer: Peer) -> None:
    stream.direct_to(peer.says())
    packets = [await peer.next() for _ in range(4)]
    assert [packet.marker for packet in packets] == [True, False, False, False]
    for before, after in pairwise(packets):
        assert after.sequence == (before.sequence + 1) & 0xFFFF
        assert after.timestamp == (before.timestamp + 160) & 0xFFFFFFFF
        assert after.ssrc == before.ssrc
    assert {packet.payload for packet in packets} == {tones.SILENCE_PAYLOAD}


async def test_a_tone_goes_round_and_round(stream: Stream, peer: Peer) -> None:
    payloads = tones.tone_payloads((500,))
    stream.play(payloads[:3], (500,))
    stream.direct_to(peer.says())
    assert [(await peer.next()).payload for _ in range(5)] == list(payloads[:3] + payloads[:2])


async def test_keys_have_one_timestamp_each_and_later_ones_greater(stream: Stream, peer: Peer) -> None:
    stream.direct_to(peer.says())
    await peer.next()
    pressing = asyncio.create_task(stream.press("1#", down_ms=40, pause_ms=20))
    events: list[Packet] = []
    while len(events) < 8:
        packet = await peer.next()
        if packet.payload_type == EVENT_TYPE:
            events.append(packet)
    await pressing
    keys = [dtmf.parse(event.payload) for event in events]
    assert [(key.key, key.duration, key.end) for key in keys if key] == [
        *[("1", 160, False), *[("1", 320, True)] * 3],
        *[("#", 160, False), *[("#", 320, True)] * 3],
    ]
    assert [event.marker for event in events] == [True, False, False, False] * 2
    first, second = {event.timestamp for event in events[:4]}, {event.timestamp for event in events[4:]}
    assert len(first) == len(second) == 1
    assert (second.pop() - first.pop()) & 0xFFFFFFFF == 3 * 160


@pytest.mark.parametrize("direction", ["sendonly", "inactive"])
async def test_nothing_is_sent_to_who_does_not_listen(
    stream: Stream, peer: Peer, direction: Direction
) -> None:
    stream.direct_to(peer.says())
    await peer.next()
    stream.direct_to(peer.says(direction))
    sent = stream.packets_sent
    await stream.press("1", down_ms=20, pause_ms=20)
    assert stream.packets_sent == sent


async def test_only_the_peer_is_heard(stream: Stream, peer: Peer) -> None:
    stranger = Peer()
    stream.direct_to(peer.says())
    stranger.send(stream, b"\x00" * 160)
    stranger.socket.close()
    peer.socket.sendto(b"OPTIONS sip:x SIP/2.0\r\n\r\n", ("127.0.0.1", stream.port))
    peer.send(stream, b"\x10" * 160)
    while not stream.packets_heard:
        await peer.next()
    assert stream.heard(6.0) == b"\x10" * 160
    assert stream.packets_heard == 1


async def test_a_key_counts_once_however_often_it_is_repeated(stream: Stream, peer: Peer) -> None:
    stream.direct_to(peer.says())
    for timestamp, key in ((100, "1"), (900, "1"), (1700, "*")):
        for event in (event for tick in dtmf.key_ticks(key, 40, 0) for event in tick):
            peer.send(stream, event.encode(), EVENT_TYPE, timestamp)
    while stream.packets_heard < 12:
        await peer.next()
    assert stream.keys_heard == "11*"


async def test_closing_releases_who_presses(stream: Stream, peer: Peer) -> None:
    stream.direct_to(peer.says())
    pressing = asyncio.create_task(stream.press("1234567890", down_ms=1000, pause_ms=0))
    await peer.next()
    stream.close()
    await pressing
    await stream.press("1", down_ms=20, pause_ms=0)


async def test_known_tones_are_those_of_open_streams_and_declared_ones(stream: Stream) -> None:
    declare_tones(1850)
    stream.play(tones.tone_payloads((500, 700)), (500, 700))
    assert {500, 700, 1850} <= known_tones()
    stream.close()
    assert not {500, 700} & known_tones()
