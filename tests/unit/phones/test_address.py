from __future__ import annotations

import pytest

from tests.phones.address import (
    header_param,
    host_and_port,
    name_address,
    parse_name_address,
    quoted,
    sip_uri,
    split_outside_quotes,
)


@pytest.mark.parametrize(
    "name", ["Ann", 'O"Neil', "back\\slash", "${EVIL}", "Zoë Müller", "a <sip:b@c>;tag=x, d", '\\"', ""]
)
def test_any_name_comes_back_as_it_was(name: str) -> None:
    written = name_address(name, "sip:1@h") + ";tag=t"
    address = parse_name_address(written)
    assert (address.display_name, address.uri) == (name, "sip:1@h")
    assert header_param(written, "tag") == "t"


def test_control_characters_are_not_quoted_but_refused() -> None:
    with pytest.raises(ValueError, match="raw"):
        quoted("x\r\nX-Evil: 1")


@pytest.mark.parametrize(
    "number", ["1002", "*885#", "*883#31#5", "+49 30", "9" * 200, "a;b@c:d", "Zoë", "100%"]
)
def test_any_number_comes_back_as_it_was(number: str) -> None:
    assert parse_name_address(f"<{sip_uri(number, '127.0.0.1', 5060)}>").user == number


def test_hash_is_escaped_and_star_is_not() -> None:
    assert sip_uri("*885#", "h") == "sip:*885%23@h"


@pytest.mark.parametrize(
    ("value", "name", "user"),
    [
        ("<sip:1001@h>", "", "1001"),
        ("Ann Lee <sip:1001@h;transport=udp>;tag=1", "Ann Lee", "1001"),
        ("sip:1001@h;tag=1", "", "1001"),
        ("sip:h", "", ""),
        ('"unfinished <sip:1@h>', "unfinished <sip:1@h>", ""),
    ],
)
def test_addresses_in_other_forms(value: str, name: str, user: str) -> None:
    address = parse_name_address(value)
    assert (address.display_name, address.user) == (name, user)


def test_no_number_leaves_no_at_sign() -> None:
    assert sip_uri("", "h", 5060) == "sip:h:5060"


def test_splitting_minds_quotes_and_brackets() -> None:
    assert split_outside_quotes('"a,\\",b" <c,d>, e', ",") == ['"a,\\",b" <c,d>', "e"]


def test_host_and_port_of_a_uri() -> None:
    assert host_and_port("sip:bob@127.0.0.1:5070;transport=udp?Replaces=x") == ("127.0.0.1", 5070)
    assert host_and_port("sip:127.0.0.1") == ("127.0.0.1", 5060)
    with pytest.raises(ValueError, match="no host"):
        host_and_port("1002")
