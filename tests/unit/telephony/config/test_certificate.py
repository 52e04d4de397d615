"""The certificate goes where Asterisk may read it."""

from pathlib import Path

import pytest

from ccd.app.certificate import make_certificate
from ccd.settings import Asterisk
from ccd.telephony.config.certificate import read_certificate


def test_both_halves_are_copied(tmp_path: Path) -> None:
    certificate, key = tmp_path / "tls" / "a.crt", tmp_path / "tls" / "a.key"
    make_certificate(certificate, key, "pbx.example.com", 1_795_424_400_000)
    files = read_certificate(Asterisk(tls_certificate=certificate, tls_key=key))
    assert files == {"tls.crt": certificate.read_text(), "tls.key": key.read_text()}
    assert files["tls.crt"].startswith("-----BEGIN CERTIFICATE")
    assert "PRIVATE KEY" in files["tls.key"]


def test_without_a_certificate_there_is_none(tmp_path: Path) -> None:
    assert read_certificate(Asterisk()) == {}
    gone = tmp_path / "gone.crt"
    with pytest.raises(FileNotFoundError):
        read_certificate(Asterisk(tls_certificate=gone, tls_key=gone))
