"""Plan -> text of the generated files. Pure."""

from collections.abc import Mapping

from ccd.domain.plan import Plan
from ccd.settings import Ami, Settings
from ccd.telephony.config.browsers import render_http, render_rtp
from ccd.telephony.config.dialplan import render_dialplan
from ccd.telephony.config.pjsip import render_pjsip
from ccd.telephony.config.queues import render_music, render_queues
from ccd.telephony.config.text import HEADER


def render(plan: Plan, secrets: Mapping[str, str], settings: Settings) -> dict[str, str]:
    """File name -> text, for every generated file. `secrets`: SIP password by extension number or trunk name
    (each extension, and each trunk without addresses, has one). Raises KeyError for a missing secret."""
    bodies = {
        "pjsip.conf": render_pjsip(plan, secrets, settings.asterisk),
        "rtp.conf": render_rtp(plan, settings.asterisk),
        "http.conf": render_http(plan, settings.asterisk),
        "manager.conf": _manager(settings.ami),
        "extensions.conf": render_dialplan(plan, settings),
        "queues.conf": render_queues(plan),
        "musiconhold.conf": render_music(plan),
    }
    return {name: f"{HEADER}\n{body}" for name, body in bodies.items()}


def _manager(ami: Ami) -> str:
    return f"[general](+)\nport = {ami.port}\n\n[{ami.user}](+)\nsecret = {ami.secret.get_secret_value()}\n"
