"""Phones as they are planned: what contradicts itself."""

from typing import Any

import pytest
from pydantic import ValidationError

from ccd.domain.plan import Plan


def plan(**phone: Any) -> Plan:
    return Plan.model_validate({"extensions": [{"number": "1001", **phone}]})


@pytest.mark.parametrize("codecs", [["ulaw"], ["g722", "gsm"]])
def test_a_browser_speaks_one_of_the_codecs(codecs: list[str]) -> None:
    assert plan(webrtc=True, codecs=codecs).extensions[0].webrtc


@pytest.mark.parametrize(
    ("phone", "said"),
    [
        ({"codecs": ["gsm"]}, "codecs: no browser speaks gsm: add ulaw"),
        (
            {"encryption": "required"},
            "encryption: WebRTC is always encrypted, and in its own way: leave this out, or webrtc",
        ),
    ],
)
def test_what_a_browser_cannot_do_is_refused(phone: dict[str, Any], said: str) -> None:
    assert plan(**phone)
    with pytest.raises(ValidationError) as raised:
        plan(webrtc=True, **phone)
    places = [f"{'.'.join(map(str, at['loc']))}: {at['msg']}" for at in raised.value.errors()]
    assert places == [f"extensions.0.{said}"]
