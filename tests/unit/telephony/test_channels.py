import pytest

from ccd.telephony.channels import endpoint_of, extension_of_device


@pytest.mark.parametrize(
    ("channel", "endpoint"),
    [
        ("PJSIP/1001-0000002a", "1001"),
        ("PJSIP/trunk-front-desk-0000002a", "trunk-front-desk"),
        ("Local/s@ccd-steer-00000001;1", ""),
        ("PJSIP/", ""),
        ("", ""),
    ],
)
def test_endpoint_of_a_channel(channel: str, endpoint: str) -> None:
    assert endpoint_of(channel) == endpoint


@pytest.mark.parametrize(
    ("device", "extension"),
    [
        ("PJSIP/1001", "1001"),
        ("PJSIP/trunk-sample", ""),
        ("PJSIP/1001-x", ""),
        ("Queue:support_avail", ""),
        ("Custom:1001", ""),
        ("", ""),
    ],
)
def test_extension_of_a_device(device: str, extension: str) -> None:
    assert extension_of_device(device) == extension
