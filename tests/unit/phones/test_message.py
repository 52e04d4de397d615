from __future__ import annotations

import pytest

from tests.phones.message import (
    Headers,
    MalformedMessageError,
    Request,
    Response,
    parse,
    reason_phrase,
    response_to,
)

INVITE = (
    b"INVITE sip:1002@127.0.0.1 SIP/2.0\r\n"
    b"v: SIP/2.0/UDP 127.0.0.1:5070;rport;branch=z9hG4bKone, SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKtwo\r\n"
    b'f: "Smith, \\"Al\\" <x>" <sip:1001@127.0.0.1;a=b>;tag=abc\r\n'
    b"t: <sip:1002@127.0.0.1>\r\n"
    b"i: call-1\r\n"
    b"CSeq: 7  INVITE\r\n"
    b"Subject: two\r\n lines\r\n"
    b"Record-Route: <sip:p1;lr>, <sip:p2;lr>\r\n"
    b"l: 5\r\n\r\nhelloTRAILER"
)


def test_request_with_compact_names_folded_lines_and_lists() -> None:
    request = parse(INVITE)
    assert isinstance(request, Request)
    assert (request.method, request.uri) == ("INVITE", "sip:1002@127.0.0.1")
    assert request.branch == "z9hG4bKone"
    assert request.from_tag == "abc"
    assert request.to_tag == ""
    assert request.call_id == "call-1"
    assert request.cseq == (7, "INVITE")
    assert request.headers["subject"] == "two lines"
    assert request.headers.all("record-route") == ["<sip:p1;lr>", "<sip:p2;lr>"]
    assert request.body == b"hello"


def test_response_keeps_the_words_of_its_status() -> None:
    response = parse(b"SIP/2.0 486 Not now, thanks\r\nCSeq: 1 INVITE\r\n\r\n")
    assert isinstance(response, Response)
    assert (response.status, response.reason) == (486, "Not now, thanks")


def test_bytes_that_are_not_utf8_survive_the_round_trip() -> None:
    datagram = b'OPTIONS sip:x SIP/2.0\r\nFrom: "\xff\xfe" <sip:1@h>\r\nContent-Length: 0\r\n\r\n'
    assert parse(datagram).encode() == datagram


def test_what_is_written_is_read_again() -> None:
    request = Request(Headers([("X-Name", "Zoë"), ("CSeq", "1 INFO")]), b"body", "INFO", "sip:a@b")
    again = parse(request.encode())
    assert isinstance(again, Request)
    assert (again.method, again.uri, again.body) == ("INFO", "sip:a@b", b"body")
    assert again.headers.lines == request.headers.lines


@pytest.mark.parametrize(
    "datagram",
    [
        b"",
        b"\x80\x00\x12",
        b"INVITE sip:x SIP/2.0\r\nTo: x\r\n",
        b"INVITE sip:x HTTP/1.1\r\n\r\n",
        b"SIP/2.0 99 Low\r\n\r\n",
        b"INVITE sip:x SIP/2.0\r\nno colon here\r\n\r\n",
        b"INVITE sip:x SIP/2.0\r\nContent-Length: 9\r\n\r\nshort",
    ],
)
def test_malformed_datagrams_are_refused(datagram: bytes) -> None:
    with pytest.raises(MalformedMessageError):
        parse(datagram)


def test_answer_copies_what_it_must_and_adds_its_tag_once() -> None:
    request = parse(INVITE)
    assert isinstance(request, Request)
    answer = response_to(request, 200, to_tag="me", headers=[("Contact", "<sip:x>")])
    assert answer.headers.all("Via") == request.headers.all("Via")
    assert answer.headers.all("Record-Route") == ["<sip:p1;lr>", "<sip:p2;lr>"]
    assert (answer.from_tag, answer.to_tag, answer.cseq) == ("abc", "me", (7, "INVITE"))
    assert answer.reason == "OK"

    request.headers = Headers([("To", "<sip:1002@h>;tag=old")])
    assert response_to(request, 200, to_tag="me").to_tag == "old"


def test_headers_read_like_a_mapping() -> None:
    headers = Headers([("X-A", "1"), ("x-a", "2"), ("X-B", "3")])
    assert headers["x-A"] == "1"
    assert "X-b" in headers
    assert "X-C" not in headers
    assert len(headers) == 2
    assert headers.get("X-C", "none") == "none"


def test_rare_statuses_have_words_too() -> None:
    assert reason_phrase(486) == "Busy Here"
    assert reason_phrase(499) == "Refused"
