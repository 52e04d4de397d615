"""Phones and trunks, and where they reach Asterisk."""

from collections.abc import Iterable, Mapping

from ccd.domain.plan import Extension, Plan, Trunk
from ccd.domain.plan_extension import Encryption
from ccd.settings import Asterisk
from ccd.telephony.config.certificate import CERTIFICATE, KEY
from ccd.telephony.config.text import IN_ASTERISK, plain
from ccd.telephony.lamps import DOMAIN


def render_pjsip(plan: Plan, secrets: Mapping[str, str], asterisk: Asterisk) -> str:
    """`secrets` as in `render()`. Raises KeyError for a missing one."""
    return "\n".join(
        [
            *_transports(asterisk),
            *(_phone(phone, secrets[phone.number], _box(plan, phone)) for phone in plan.extensions),
            *(_trunk(trunk, secrets) for trunk in plan.trunks),
        ]
    )


def _transports(asterisk: Asterisk) -> Iterable[str]:
    nat = _nat(asterisk)
    bind = f"{asterisk.sip_host}:{asterisk.sip_port}"
    yield f"[transport-udp]\ntype = transport\nprotocol = udp\nbind = {bind}\n{nat}"
    if asterisk.tls_certificate:
        bind = f"{asterisk.sip_host}:{asterisk.tls_port}"
        files = f"cert_file = {IN_ASTERISK}/{CERTIFICATE}\npriv_key_file = {IN_ASTERISK}/{KEY}\n"
        yield f"[transport-tls]\ntype = transport\nprotocol = tls\nbind = {bind}\n{files}{nat}"


def _nat(asterisk: Asterisk) -> str:
    if not (outside := asterisk.public_address):
        return ""
    local = "".join(f"local_net = {network}\n" for network in asterisk.local_networks)
    return f"external_signaling_address = {outside}\nexternal_media_address = {outside}\n{local}"


def _box(plan: Plan, extension: Extension) -> dict[str, str]:
    """What its lamp shows, and what its key for messages dials. A phone may subscribe or just be told."""
    box = plan.voicemail_of.get(extension.number)
    if box is None:
        return {}
    key = {"voicemail_extension": code} if (code := plan.feature_codes.voicemail) else {}
    return {"mailboxes": f"{box.name}@{DOMAIN}", **key}


def _phone(extension: Extension, secret: str, box: Mapping[str, str]) -> str:
    n = extension.number
    template = "ccd-browser" if extension.webrtc else "ccd-phone"
    return (
        f'[{n}]({template})\ncallerid = "{plain(extension.title or n)}" <{n}>\nauth = {n}\naors = {n}\n'
        + "".join(f"{key} = {value}\n" for key, value in _wishes(extension))
        + "".join(f"{key} = {value}\n" for key, value in box.items())
        + f"[{n}](ccd-phone-auth)\nusername = {n}\npassword = {secret}\n[{n}](ccd-phone-aor)\n"
        + "".join(f"{key} = {value}\n" for key, value in box.items())
        + (f"max_contacts = {extension.devices}\n" if extension.devices > 1 else "")
    )


def _wishes(extension: Extension) -> Iterable[tuple[str, str]]:
    """What is not as the template has it."""
    if extension.codecs != Extension.model_fields["codecs"].default:
        yield "allow", ",".join(("!all", *extension.codecs))
    if extension.encryption is not Encryption.NONE:
        yield "media_encryption", "sdes"
    if extension.encryption is Encryption.OPTIONAL:
        yield "media_encryption_optimistic", "yes"
    if extension.encryption is Encryption.REQUIRED:
        yield "transport", "transport-tls"
        yield "context", "ccd-encrypted"
    if extension.language:
        yield "language", extension.language
    if groups := ",".join(extension.pickup_groups):
        yield "named_call_group", groups
        yield "named_pickup_group", groups


def _trunk(trunk: Trunk, secrets: Mapping[str, str]) -> str:
    name = trunk.name
    lines = [f"[{name}](ccd-trunk)"]
    if not trunk.addresses and not trunk.username:
        lines += ["identify_by = auth_username", f"auth = {name}"]
    if trunk.host:
        lines.append(f"aors = {name}")
    if trunk.username:
        lines += [f"outbound_auth = {name}"]
    if trunk.username or not trunk.addresses:
        user = trunk.username or name
        lines += [f"[{name}](ccd-phone-auth)", f"username = {user}", f"password = {secrets[name]}"]
    if trunk.addresses:
        lines += [f"[{name}](ccd-trunk-identify)", f"endpoint = {name}"]
        lines += [f"match = {address}" for address in trunk.addresses]
    if trunk.host:
        lines += [f"[{name}](ccd-trunk-aor)", f"contact = sip:{trunk.host}"]
        lines += [f"qualify_frequency = {trunk.watch_every_s}"] if trunk.watch_every_s else []
    if trunk.username:
        lines += [
            f"[{name}-sign-in](ccd-trunk-registration)",
            f"endpoint = {name}",
            f"outbound_auth = {name}",
            f"server_uri = sip:{trunk.host}",
            f"client_uri = sip:{trunk.username}@{trunk.host}",
            f"contact_user = {trunk.username}",
        ]
    return "\n".join(lines) + "\n"
