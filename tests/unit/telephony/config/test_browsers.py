"""The doors of browsers in Asterisk's files. That they open: tests/e2e/test_webrtc.py."""

from ccd.domain.plan import Plan
from ccd.settings import Asterisk
from ccd.telephony.config.browsers import render_http, render_rtp

DESKS = Plan.model_validate({"extensions": [{"number": "1001"}]})
BROWSERS = Plan.model_validate({"extensions": [{"number": "1001"}, {"number": "1002", "webrtc": True}]})


def test_without_browsers_nothing_listens_and_calls_gather_no_candidates() -> None:
    assert render_http(DESKS, Asterisk()) == ""
    assert "icesupport = no\n" in render_rtp(DESKS, Asterisk())


def test_without_a_certificate_there_is_the_door_on_loopback_alone() -> None:
    assert render_http(BROWSERS, Asterisk()) == "[general](+)\nenabled = yes\nbindport = 8088\n"
    assert "icesupport = yes\n" in render_rtp(BROWSERS, Asterisk())
