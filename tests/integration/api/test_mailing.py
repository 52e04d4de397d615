"""Messages go out by a real SMTP server, each once."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from ssl import SSLContext
from typing import Any

import aiosmtplib
import pytest
from aiosmtpd.smtp import SMTP, Envelope

from ccd.app.certificate import make_certificate
from ccd.domain.events import PlanChanged
from ccd.domain.facts import MessageLeft, RecordingStored
from ccd.domain.plan import Plan
from ccd.services.mailing import Mailing
from ccd.settings import Smtp
from tests.integration.api.house import House
from tests.integration.storage.story import abandoned_call

SOUND = b"RIFF and so on"
PATH = "2026/11/23/c1-m1.wav"


class Server:
    """Takes what comes, or says `answer` instead."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answer = ""
        self.encrypted = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802 its name
        if self.answer:
            return self.answer
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.encrypted = session.ssl is not None
        self.mails.append(mail)
        return "250 OK"


@asynccontextmanager
async def serving(server: Server, tls: SSLContext | None = None) -> AsyncIterator[int]:
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(
        lambda: SMTP(server, loop=loop, hostname="mail", tls_context=tls), "127.0.0.1", 0
    )
    try:
        yield listening.sockets[0].getsockname()[1]
    finally:
        listening.close()


@pytest.fixture
async def server() -> Server:
    return Server()


async def left(house: House) -> None:
    """c1 left a message in the box of the front desk."""
    file = house.recordings / PATH
    file.parent.mkdir(parents=True)
    file.write_bytes(SOUND)
    plan = house.services.plan.current.model_dump()
    plan["voicemails"] = [{"name": "desk", "email": "desk@example.org"}, {"name": "other"}]
    await house.tell(PlanChanged(Plan.model_validate(plan), "test"))
    stored = RecordingStored("c1", PATH, 4000, len(SOUND), "ab")
    told = MessageLeft("c1", "desk", PATH, 4000)
    unsent = MessageLeft("c2", "other", "2026/11/23/c2-m1.wav", 1000)
    at_ms = house.services.clock.now_ms()
    await house.record(*abandoned_call("c1", "0901234567"), stored, told, unsent, at_ms=at_ms)


def mailing(house: House, port: int, **smtp_too: Any) -> Mailing:
    smtp = Smtp(host="127.0.0.1", port=port, sender="ccd@example.org", **{"starttls": False} | smtp_too)
    services = house.services
    return Mailing(
        services.database, services.engine, services.clock, house.recordings, smtp, services.settle
    )


async def test_a_message_is_mailed_once_also_after_a_restart(house: House, server: Server) -> None:
    await left(house)
    async with serving(server) as port:
        first = mailing(house, port)
        await first.mail_new()
        await first.mail_new()
        await house.stored()
        await mailing(house, port).mail_new()
    (mail,) = server.mails
    assert (mail["To"], mail["Message-ID"]) == ("desk@example.org", "<c1-m1@example.org>")
    assert "0901234567" in mail.get_body().get_content()  # type: ignore[union-attr]
    (sound,) = mail.iter_attachments()
    assert (sound.get_content_type(), sound.get_content()) == ("audio/wav", SOUND)


async def test_a_server_that_refuses_is_tried_again(house: House, server: Server) -> None:
    await left(house)
    async with serving(server) as port:
        server.answer = "451 later"
        mailer = mailing(house, port)
        with pytest.raises(aiosmtplib.SMTPException):
            await mailer.mail_new()
        server.answer = ""
        await mailer.mail_new()
    assert len(server.mails) == 1


async def test_a_server_that_is_away_leaves_it_for_later(house: House, server: Server) -> None:
    await left(house)
    async with serving(server) as port:
        pass
    with pytest.raises((OSError, aiosmtplib.SMTPException)):
        await mailing(house, port).mail_new()


@pytest.fixture
def certificate(house: House, tmp_path: Path) -> Path:
    """Signed by nobody but itself, for 127.0.0.1; its key is beside it."""
    file = tmp_path / "tls" / "mail.pem"
    make_certificate(file, file.with_suffix(".key"), "127.0.0.1", house.services.clock.now_ms())
    return file


def encrypting(certificate: Path) -> SSLContext:
    context = SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_suffix(".key"))
    return context


@pytest.mark.parametrize("starttls", [True, None])
async def test_a_mail_goes_encrypted_where_the_server_offers_it(
    house: House, server: Server, certificate: Path, starttls: bool | None
) -> None:
    await left(house)
    async with serving(server, encrypting(certificate)) as port:
        await mailing(house, port, starttls=starttls, certificate=certificate).mail_new()
    assert len(server.mails) == 1
    assert server.encrypted


@pytest.mark.parametrize("starttls", [True, None])
async def test_a_server_for_which_nobody_vouches_gets_no_mail(
    house: House, server: Server, certificate: Path, starttls: bool | None
) -> None:
    await left(house)
    async with serving(server, encrypting(certificate)) as port:
        with pytest.raises((OSError, aiosmtplib.SMTPException)):
            await mailing(house, port, starttls=starttls).mail_new()
    assert not server.mails


async def test_a_server_without_encryption_gets_no_mail_that_must_be_encrypted(
    house: House, server: Server
) -> None:
    await left(house)
    async with serving(server) as port:
        with pytest.raises((OSError, aiosmtplib.SMTPException)):
            await mailing(house, port, starttls=True).mail_new()
    assert not server.mails
