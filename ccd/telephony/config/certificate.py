"""The certificate of SIP over TLS, where Asterisk may read it."""

from ccd.settings import Asterisk

CERTIFICATE = "tls.crt"
KEY = "tls.key"


def read_certificate(asterisk: Asterisk) -> dict[str, str]:
    """File name -> text, as further generated files; none without a certificate. Raises OSError."""
    if asterisk.tls_certificate is None or asterisk.tls_key is None:
        return {}
    return {
        CERTIFICATE: asterisk.tls_certificate.read_text("utf-8", "replace"),
        KEY: asterisk.tls_key.read_text("utf-8", "replace"),
    }
