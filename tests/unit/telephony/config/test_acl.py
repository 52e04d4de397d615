import pytest

from ccd.telephony.config.acl import render_acl


def test_each_address_is_a_line() -> None:
    text = render_acl(["203.0.113.7", "2001:db8::1"])["acl.conf"]
    assert text.splitlines()[-3:] == ["[ccd-banned]", "deny = 203.0.113.7/32", "deny = 2001:db8::1/128"]


def test_the_list_is_there_though_nobody_is_on_it() -> None:
    assert render_acl([])["acl.conf"].splitlines()[-1] == "[ccd-banned]"


def test_what_is_no_address_is_never_written() -> None:
    with pytest.raises(ValueError, match="does not appear to be"):
        render_acl(["203.0.113.7\npermit=0.0.0.0/0"])
