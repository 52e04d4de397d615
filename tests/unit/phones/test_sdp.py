from __future__ import annotations

import pytest

from tests.phones import sdp


@pytest.mark.parametrize("direction", ["sendrecv", "sendonly", "recvonly", "inactive"])
def test_what_is_written_is_read_again(direction: sdp.Direction) -> None:
    body = sdp.build("127.0.0.1", 4000, session=1, version=2, direction=direction, event_type=96)
    assert b"o=phone 1 2 IN IP4 127.0.0.1\r\n" in body
    assert sdp.parse(body) == sdp.Description(
        "127.0.0.1", 4000, direction, codecs=frozenset({sdp.PCMU}), event_type=96
    )


def test_a_description_by_another_hand() -> None:
    body = (
        b"v=0\r\no=- 1 1 IN IP4 10.0.0.1\r\ns=x\r\nc=IN IP4 10.0.0.1\r\nt=0 0\r\n"
        b"m=audio 5000 RTP/AVP 8 101\r\nc=IN IP4 10.0.0.2\r\na=rtpmap:8 PCMA/8000\r\na=sendonly\r\n"
        b"m=video 6000 RTP/AVP 99\r\nc=IN IP4 10.0.0.3\r\na=inactive\r\n"
    )
    assert sdp.parse(body) == sdp.Description(
        "10.0.0.2", 5000, "sendonly", codecs=frozenset({sdp.PCMA}), event_type=None
    )


def test_no_audio_is_no_description() -> None:
    assert sdp.parse(b"") is None
    assert sdp.parse(b"v=0\r\nm=video 6000 RTP/AVP 99\r\n") is None


@pytest.mark.parametrize(
    ("host", "port", "direction", "listens"),
    [
        ("127.0.0.1", 4000, "sendrecv", True),
        ("127.0.0.1", 4000, "recvonly", True),
        ("127.0.0.1", 4000, "sendonly", False),
        ("127.0.0.1", 4000, "inactive", False),
        ("127.0.0.1", 0, "sendrecv", False),
        ("0.0.0.0", 4000, "sendrecv", False),
    ],
)
def test_who_listens(host: str, port: int, direction: sdp.Direction, listens: bool) -> None:
    assert (
        sdp.Description(host, port, direction, codecs=frozenset({sdp.PCMU}), event_type=101).listens
        is listens
    )


def test_an_answer_mirrors_its_offer() -> None:
    assert sdp.mirrored("sendonly") == "recvonly"
    assert sdp.mirrored("recvonly") == "sendonly"
    assert sdp.mirrored("sendrecv") == "sendrecv"
    assert sdp.mirrored("inactive") == "inactive"
