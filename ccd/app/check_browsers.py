"""`ccd check`, for a plan with browsers: can they come in?"""

import asyncio
import ssl

from ccd.app.check_database import stored_plan
from ccd.app.errors import reason_of
from ccd.app.finding import Finding
from ccd.domain.plan_extension import Extension
from ccd.settings import Settings

MODULES_FOR_BROWSERS = ("res_http_websocket", "res_pjsip_transport_websocket", "res_srtp")
DOOR_TIMEOUT_S = 2.0


async def browsers_of(settings: Settings) -> tuple[Extension, ...]:
    """Those of the stored plan. None, too, when it cannot be read: then another look says why."""
    plan = await stored_plan(settings)
    return tuple(extension for extension in plan.extensions if extension.webrtc) if plan else ()


async def look_at_door(settings: Settings) -> list[Finding]:
    """Nothing to say where nobody is to come in."""
    if not (browsers := await browsers_of(settings)):
        return []
    asterisk = settings.asterisk
    if asterisk.tls_certificate is None:
        advice = (
            f"extension {browsers[0].number} has webrtc, and there is no certificate for wss:. Set"
            " asterisk.tls_certificate and asterisk.tls_key, then restart ccd and Asterisk."
        )
        return [Finding("browsers", False, advice)]
    host = "127.0.0.1" if asterisk.sip_host == "0.0.0.0" else asterisk.sip_host
    place = f"{host}:{asterisk.wss_port}"
    try:
        async with asyncio.timeout(DOOR_TIMEOUT_S):
            if await _asterisk_opens(host, asterisk.wss_port):
                return [Finding("browsers", True, f"wss://{place}/ws is open")]
        said = "somebody else answers"
    except (OSError, TimeoutError) as error:
        said = reason_of(error) or "no answer in time"
    advice = f"{place}: {said}. Is Asterisk running, and the port (asterisk.wss_port) free for it?"
    return [Finding("browsers", False, advice)]


async def _asterisk_opens(host: str, port: int) -> bool:
    """It says who it is as asterisk-config/http.conf names it. Raises OSError."""
    anybody = ssl.create_default_context()
    anybody.check_hostname, anybody.verify_mode = False, ssl.CERT_NONE
    reader, writer = await asyncio.open_connection(host, port, ssl=anybody)
    try:
        writer.write(b"GET / HTTP/1.0\r\n\r\n")
        return b"\r\nServer: ccd\r\n" in await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return False
    finally:
        writer.close()
