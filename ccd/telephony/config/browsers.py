"""The doors of browsers: WebSockets for SIP, ICE for the voice. Shut while the plan has nobody for them."""

from ccd.domain.plan import Plan
from ccd.settings import Asterisk
from ccd.telephony.config.certificate import CERTIFICATE, KEY
from ccd.telephony.config.text import IN_ASTERISK


def render_http(plan: Plan, asterisk: Asterisk) -> str:
    if not has_browsers(plan):
        return ""
    door = f"[general](+)\nenabled = yes\nbindport = {asterisk.ws_port}\n"
    if asterisk.tls_certificate is None:
        return door
    return (
        f"{door}tlsenable = yes\ntlsbindaddr = {asterisk.sip_host}:{asterisk.wss_port}\n"
        f"tlscertfile = {IN_ASTERISK}/{CERTIFICATE}\ntlsprivatekey = {IN_ASTERISK}/{KEY}\n"
    )


def render_rtp(plan: Plan, asterisk: Asterisk) -> str:
    """ICE costs each call, also those without a browser, so it is on for browsers only."""
    ice = "yes" if has_browsers(plan) else "no"
    ports = f"rtpstart = {asterisk.rtp_first}\nrtpend = {asterisk.rtp_last}\n"
    return f"[general](+)\n{ports}icesupport = {ice}\n"


def has_browsers(plan: Plan) -> bool:
    return any(extension.webrtc for extension in plan.extensions)
