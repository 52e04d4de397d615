"""Messages that callers left, as mail with the sound."""

import asyncio
from collections.abc import Awaitable, Callable
from email.message import EmailMessage
from pathlib import Path

import aiosmtplib
import structlog

from ccd.domain.events import MessageSent
from ccd.engine.clock import Clock
from ccd.engine.engine import Engine
from ccd.services import recordings
from ccd.services.messages import MessageView
from ccd.services.recordings import RecordingView
from ccd.services.sounds import below
from ccd.settings import Smtp
from ccd.storage.database import Database
from ccd.storage.errors import StorageError
from ccd.storage.queries.messages import unmailed_messages

EVERY_S = 10.0
RETRY_S = 60.0
LATEST_MS = 3 * 86_400_000
"""How long a server that is away is tried."""
AT_ONCE = 50
TIMEOUT_S = 30.0

_log = structlog.get_logger(__name__)


class Mailing:
    """One after another, the first first. That the server has taken a mail is a fact, so it is sent once;
    were we to die between the two, the second mail has the `Message-ID` of the first."""

    def __init__(
        self,
        database: Database,
        engine: Engine,
        clock: Clock,
        folder: Path,
        smtp: Smtp,
        settle: Callable[[], Awaitable[None]],
    ) -> None:
        self._database = database
        self._engine = engine
        self._clock = clock
        self._folder = folder
        self._smtp = smtp
        self._settle = settle
        self._sent: set[str] = set()

    async def keep_mailing(self) -> None:
        """For ever."""
        while True:
            pause_s = EVERY_S
            try:
                await self.mail_new()
            except (StorageError, OSError, aiosmtplib.SMTPException) as error:
                _log.warning("messages are mailed later", error=str(error) or type(error).__name__)
                pause_s = RETRY_S
            await asyncio.sleep(pause_s)

    async def mail_new(self) -> None:
        """All that there are. Raises StorageError, OSError, SMTPException: the rest is for the next time."""
        addresses = {box.name: box.email for box in self._engine.floor.plan.voicemails if box.email}
        if not addresses:
            return
        await self._settle()
        async with self._database.read() as tx:
            rows = await unmailed_messages(tx, [*addresses], self._clock.now_ms() - LATEST_MS, AT_ONCE)
        refused: aiosmtplib.SMTPResponseException | None = None
        for row in rows:
            if row["message"] not in self._sent:
                try:
                    await self._mail(MessageView.model_validate(row), addresses[row["box"]])
                except aiosmtplib.SMTPResponseException as error:  # the next one may be taken
                    refused = error
        if refused:
            raise refused

    async def _mail(self, message: MessageView, to: str) -> None:
        recording = await recordings.one(self._database, message.message)
        if not isinstance(recording, RecordingView):
            return
        file = await asyncio.to_thread(below, self._folder, recording.path)
        sound = await asyncio.to_thread(file.read_bytes) if file else b""
        await self._send(written(message, to, self._smtp.sender, sound))
        self._sent.add(message.message)
        await self._engine.ask(MessageSent(message.call_id, message.box, recording.path, to))

    async def _send(self, mail: EmailMessage) -> None:
        async with client(self._smtp) as server:
            await server.send_message(mail)


def client(smtp: Smtp) -> aiosmtplib.SMTP:
    """A connection to the server, made when it is entered."""
    return aiosmtplib.SMTP(
        hostname=smtp.host,
        port=smtp.port,
        username=smtp.user or None,
        password=smtp.password.get_secret_value() or None,
        start_tls=smtp.starttls,
        cert_bundle=str(smtp.certificate) if smtp.certificate else None,
        timeout=TIMEOUT_S,
    )


def written(message: MessageView, to: str, sender: str, sound: bytes) -> EmailMessage:
    """What a caller sends (his name, his number) stands in the text only, where it can do no harm."""
    who = f"{message.caller_name} {message.caller_number}".strip() or "a caller without a number"
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, to
    mail["Subject"] = f"Voicemail in {message.box}, {round(message.length_ms / 1000)} s"
    mail["Message-ID"] = f"<{message.message}@{sender.rpartition('@')[2]}>"
    mail.set_content(f"A message from {who} for {message.box}.\n\nCall: {message.call_id}\n")
    if sound:
        mail.add_attachment(sound, maintype="audio", subtype="wav", filename=f"{message.message}.wav")
    return mail
