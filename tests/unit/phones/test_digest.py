from __future__ import annotations

import re

import pytest

from tests.phones.digest import Challenge, authorization, first_usable, parse_challenge

RFC_2617 = (
    'Digest realm="testrealm@host.com", qop="auth,auth-int", '
    'nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"'
)
RFC_7616 = (
    'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={algorithm}, '
    'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", '
    'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
)


def response_in(header: str) -> str:
    found = re.search(r' response="([0-9a-f]+)"', header)
    assert found
    return found[1]


def test_vector_of_rfc_2617() -> None:
    challenge = parse_challenge(RFC_2617)
    assert challenge
    header = authorization(challenge, "GET", "/dir/index.html", "Mufasa", "Circle Of Life", cnonce="0a4f113b")
    assert response_in(header) == "6629fae49393a05397450978507c4ef1"
    assert 'opaque="5ccc069c403ebaf9f0171e9517f40e41"' in header
    assert "qop=auth," in header


@pytest.mark.parametrize(
    ("algorithm", "response"),
    [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ],
)
def test_vectors_of_rfc_7616(algorithm: str, response: str) -> None:
    challenge = parse_challenge(RFC_7616.format(algorithm=algorithm))
    assert challenge
    cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
    header = authorization(challenge, "GET", "/dir/index.html", "Mufasa", "Circle of Life", cnonce=cnonce)
    assert response_in(header) == response


def test_without_qop_there_is_no_count_and_no_cnonce() -> None:
    challenge = parse_challenge('Digest realm="r", nonce="n"')
    assert challenge == Challenge("r", "n")
    header = authorization(challenge, "REGISTER", "sip:h", "u", "p")
    assert "nc=" not in header
    assert "cnonce" not in header


def test_the_first_challenge_we_can_answer_is_taken() -> None:
    offered = [
        'Basic realm="b"',
        'Digest realm="a", nonce="1", algorithm=SHA-512-256',
        'Digest realm="c", nonce="2"',
    ]
    taken = first_usable(offered)
    assert taken
    assert taken.realm == "c"
    assert first_usable(offered[:2]) is None
    assert parse_challenge('Digest realm="a", nonce="1", qop="auth-int"') is None


def test_stale_is_noticed() -> None:
    challenge = parse_challenge('Digest realm="r", nonce="n", stale=TRUE')
    assert challenge
    assert challenge.stale
