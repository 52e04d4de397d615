"""A certificate for SIP over TLS that nobody vouches for: against listeners, until the site has its own."""

import os
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

VALID_FOR = timedelta(days=3650)
NAME_MOST = 64
"""Of a common name (RFC 5280, appendix A)."""


def make_certificate(certificate: Path, key: Path, name: str, now_ms: int) -> None:
    """Both as PEM, the key for its owner alone. `name` is what phones call us by: a host name or an address.
    Raises OSError."""
    private = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:NAME_MOST])])
    now = _moment(now_ms)
    signed = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + VALID_FOR)
        .add_extension(x509.SubjectAlternativeName([_general(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(private, SHA256())
    )
    certificate.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    certificate.write_bytes(signed.public_bytes(Encoding.PEM))
    with open(os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def days_left(certificate: Path, now_ms: int) -> int:
    """Until the first of the file's certificates is worth nothing; negative: it is. Raises OSError, and
    ValueError when it holds none."""
    return (_first(certificate).not_valid_after_utc - _moment(now_ms)).days


def belongs_to(key: Path, certificate: Path) -> bool:
    """Whether it is the key of the file's first certificate. Raises OSError, and ValueError when one of them
    is none."""
    try:
        private = load_pem_private_key(key.read_bytes(), None)
    except (TypeError, ValueError) as error:  # TypeError: it has a password
        raise ValueError(f"{key}: is no private key in PEM without a password") from error
    return private.public_key() == _first(certificate).public_key()


def _first(certificate: Path) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificate(certificate.read_bytes())
    except ValueError as error:
        raise ValueError(f"{certificate}: is no certificate in PEM") from error


def _moment(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, UTC)


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)
