"""A phone that speaks SIP over TLS and SRTP: a second Asterisk."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from ccd.telephony.config.install import write
from tests.office.asterisk import Asterisk
from tests.office.office import Office
from tests.office.ports import free_ports
from tests.phones.waiting import PATIENCE_S

PJSIP = """\
[transport-tls]
type = transport
protocol = tls
bind = 127.0.0.1:{tls}
ca_list_file = /etc/ccd/ca.crt
verify_server = yes

[exchange](ccd-endpoint)
context = join
transport = transport-tls
aors = exchange
outbound_auth = exchange
media_encryption = sdes
from_user = {number}
[exchange](ccd-phone-auth)
username = {number}
password = {secret}
[exchange]
type = aor
contact = sip:{server}\\;transport=tls
[exchange](ccd-trunk-identify)
endpoint = exchange
match = 127.0.0.1

[sign-in]
type = registration
transport = transport-tls
outbound_auth = exchange
server_uri = sip:{server}\\;transport=tls
client_uri = sip:{number}@{server}\\;transport=tls
contact_user = {number}
max_random_initial_delay = 0
"""
DIALPLAN = """\
[join]
exten => _X!,1,Dial(PJSIP/{joins}@exchange)
; What the hand-written half includes.
[ccd-extensions]
[ccd-did-queue]
"""


@asynccontextmanager
async def encrypted_phone(office: Office, number: str, joins: str) -> AsyncIterator[Asterisk]:
    """Registered as `number`, which the daemon sees, and sure that it speaks with the holder of the office's
    certificate. It joins who calls it with `joins`, whom it calls for that."""
    ports = free_ports()
    folder = office.folder / f"phone-{number}"
    secret = (await office.get(f"/extensions/{number}/credentials"))["secret"]
    server = f"127.0.0.1:{office.ports.sip_tls}"
    files = {
        "pjsip.conf": PJSIP.format(tls=ports.sip_tls, number=number, secret=secret, server=server),
        "ca.crt": await asyncio.to_thread((office.folder / "tls" / "ccd.crt").read_text),
        "rtp.conf": f"[general](+)\nrtpstart = {ports.rtp_first}\nrtpend = {ports.rtp_last}\n",
        "http.conf": "",
        "manager.conf": f"[general](+)\nport = {ports.ami}\n",
        "extensions.conf": DIALPLAN.format(joins=joins),
        "queues.conf": "",
        "musiconhold.conf": "",
    }
    (folder / "sounds").mkdir(parents=True)
    write(folder / "asterisk", files)
    asterisk = Asterisk(folder, f"{office.name}-{number}")
    await asterisk.start()
    try:
        async with asyncio.timeout(PATIENCE_S):
            while "Registered" not in await asterisk.console("pjsip show registrations"):
                pass
            while not await office.sees(number):
                pass
        yield asterisk
    finally:
        await asterisk.stop()
