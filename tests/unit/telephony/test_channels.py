import pytest

from ccd.telephony.channels import device_of, endpoint_of, extension_of_device, is_detour, parked_by, rung_at


@pytest.mark.parametrize(
    ("channel", "endpoint"),
    [
        ("PJSIP/1001-0000002a", "1001"),
        ("PJSIP/trunk-front-desk-0000002a", "trunk-front-desk"),
        ("Local/s@ccd-steer-00000001;1", ""),
        ("Local/1001.5@ccd-later-00000001;1", "1001"),
        ("Local/1001.5@ccd-later-00000001;2", ""),
        ("Local/0901.carrier.10.1001.2@ccd-mobile-00000001;1", "1001"),
        ("Local/0901.carrier.10..1@ccd-mobile-00000001;1", "0901@carrier"),
        ("PJSIP/", ""),
        ("", ""),
    ],
)
def test_endpoint_of_a_channel(channel: str, endpoint: str) -> None:
    assert endpoint_of(channel) == endpoint


def test_the_mobile_behind_a_detour() -> None:
    assert device_of("Local/0901.carrier.10.1001.2@ccd-mobile-00000001;1") == "0901@carrier"
    assert device_of("Local/1001.5@ccd-later-00000001;1") == device_of("PJSIP/1001-0000002a") == ""


def test_a_detour_is_one_of_ours() -> None:
    assert is_detour("Local/1001.5@ccd-later-00000001;1")
    assert not is_detour("Local/s@ccd-tone-00000001;1")
    assert not is_detour("PJSIP/1001-0000002a")


@pytest.mark.parametrize(
    ("dialled", "rung"),
    [
        ("1001", ("1001", "")),
        ("1001/sip:1001@192.0.2.1:5060", ("1001", "")),
        ("1001.5@ccd-later", ("1001", "")),
        ("0901.carrier.10.1001.12@ccd-mobile/n", ("1001", "0901@carrier")),
        ("", ("", "")),
    ],
)
def test_who_was_rung(dialled: str, rung: tuple[str, str]) -> None:
    assert rung_at(dialled) == rung


def test_who_parked() -> None:
    assert parked_by("PJSIP/1001") == "1001"
    assert parked_by("Local/0901.carrier.10.1001.1@ccd-mobile") == "1001"
    assert parked_by("") == ""


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
