"""Boxes as they are planned."""

from typing import Any

import pytest
from pydantic import ValidationError

from ccd.domain.plan import Plan


def problems(*boxes: dict[str, Any], **plan: Any) -> list[str]:
    with pytest.raises(ValidationError) as raised:
        Plan.model_validate({"extensions": [{"number": "1001"}], "voicemails": boxes, **plan})
    return [f"{'.'.join(map(str, error['loc']))}: {error['msg']}" for error in raised.value.errors()]


def test_a_box_belongs_to_a_phone_that_there_is() -> None:
    assert problems({"name": "a", "extension": "1009"}) == [
        "voicemails.0.extension: voicemail a: there is no extension 1009"
    ]


def test_a_phone_has_one_box() -> None:
    assert problems({"name": "a", "extension": "1001"}, {"name": "b", "extension": "1001"}) == [
        "voicemails.1.extension: voicemail b: 1001 has the box a already"
    ]


def test_a_number_leads_to_a_box_that_there_is() -> None:
    did = {"number": "700", "target": {"kind": "voicemail", "box": "b"}}
    assert problems({"name": "a"}, dids=[did]) == [
        "dids.0.target.box: DID 700, target: there is no voicemail b"
    ]


@pytest.mark.parametrize(
    "email", ["an", "an@", "a n@example.org", "an@example.org, b@example.org", "a\n@b.c"]
)
def test_an_address_is_one_address(email: str) -> None:
    assert problems({"name": "a", "email": email})
