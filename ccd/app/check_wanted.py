"""`ccd check`: what only some settings ask for: a certificate, Opus, mail."""

from pathlib import Path

import aiosmtplib

from ccd.app.certificate import belongs_to, days_left
from ccd.app.errors import reason_of
from ccd.app.finding import Finding
from ccd.engine.clock import SystemClock
from ccd.services.converting import MISSING
from ccd.services.mailing import client
from ccd.settings import Settings
from ccd.storage.opus import missing_tools

RENEW_DAYS = 14


async def look_at_certificate(settings: Settings) -> list[Finding]:
    file, key = settings.asterisk.tls_certificate, settings.asterisk.tls_key
    if file is None or key is None:
        return []
    now_ms = SystemClock().now_ms()
    if fault := _fault(file, key, now_ms):
        mend = "Change asterisk.tls_certificate or asterisk.tls_key, then restart ccd and Asterisk."
        return [Finding("certificate", False, f"{fault}. {mend}")]
    return [Finding("certificate", True, f"{file}: good for {days_left(file, now_ms)} days")]


def _fault(file: Path, key: Path, now_ms: int) -> str:
    try:
        days, belongs = days_left(file, now_ms), belongs_to(key, file)
    except OSError as error:
        return f"{error.filename}: {reason_of(error)}"
    except ValueError as error:
        return str(error)
    if not belongs:
        return f"{key}: is not the key of {file}"
    if days < RENEW_DAYS:
        return f"{file}: is past its date" if days < 0 else f"{file}: ends in {days} days"
    return ""


async def look_at_opus(settings: Settings) -> list[Finding]:
    if not settings.recordings.opus:
        return []
    missing = missing_tools()
    if missing:
        return [Finding("Opus", False, MISSING.format(" and ".join(missing)))]
    return [Finding("Opus", True, "recordings are converted after their call")]


async def look_at_mail(settings: Settings) -> list[Finding]:
    """The server is greeted as for a message, and sent none."""
    smtp = settings.smtp
    if not smtp.host:
        return []
    try:
        async with client(smtp):
            return [Finding("mail", True, f"{smtp.host}:{smtp.port} takes mail")]
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        said = f"{smtp.host}:{smtp.port}: {_in_words(error)}"
        return [Finding("mail", False, f"{said}. Change what stands below [smtp] in the settings.")]


def _in_words(error: Exception) -> str:
    cause = error.__cause__ or error
    if isinstance(cause, OSError) and cause.errno:
        return reason_of(cause)
    said = error.message if isinstance(error, aiosmtplib.SMTPException) else str(error)
    return (said or type(error).__name__).splitlines()[0].rstrip(".")
