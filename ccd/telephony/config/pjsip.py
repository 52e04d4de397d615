"""Phones and trunks, and where they reach Asterisk."""

from collections.abc import Iterable, Mapping

from ccd.domain.plan import Extension, Plan, Trunk
from ccd.settings import Asterisk
from ccd.telephony.config.text import plain


def render_pjsip(plan: Plan, secrets: Mapping[str, str], asterisk: Asterisk) -> str:
    """`secrets` as in `render()`. Raises KeyError for a missing one."""
    return "\n".join(
        [
            *_transports(asterisk),
            *(_phone(extension, secrets[extension.number]) for extension in plan.extensions),
            *(_trunk(trunk, secrets) for trunk in plan.trunks),
        ]
    )


def _transports(asterisk: Asterisk) -> Iterable[str]:
    bind = f"{asterisk.sip_host}:{asterisk.sip_port}"
    yield f"[transport-udp]\ntype = transport\nprotocol = udp\nbind = {bind}\n"


def _phone(extension: Extension, secret: str) -> str:
    n = extension.number
    return (
        f'[{n}](ccd-phone)\ncallerid = "{plain(extension.title or n)}" <{n}>\nauth = {n}\naors = {n}\n'
        f"[{n}](ccd-phone-auth)\nusername = {n}\npassword = {secret}\n"
        f"[{n}](ccd-phone-aor)\n"
    )


def _trunk(trunk: Trunk, secrets: Mapping[str, str]) -> str:
    name = trunk.name
    if trunk.addresses:
        matches = "".join(f"match = {address}\n" for address in trunk.addresses)
        return f"[{name}](ccd-trunk)\n[{name}](ccd-trunk-identify)\nendpoint = {name}\n{matches}"
    return (
        f"[{name}](ccd-trunk)\nidentify_by = auth_username\nauth = {name}\n"
        f"[{name}](ccd-phone-auth)\nusername = {name}\npassword = {secrets[name]}\n"
    )
