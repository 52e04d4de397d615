import pytest

from tests.phones.mailbox import Mailbox
from tests.phones.message import Headers, Request


def notify(event: str, body: bytes) -> Request:
    return Request(Headers([("Event", event)]), body, "NOTIFY", "sip:1001@127.0.0.1")


async def test_what_the_exchange_tells() -> None:
    mailbox = Mailbox()
    told = b"Messages-Waiting: yes\r\nMessage-Account: sip:*97@127.0.0.1\r\nVoice-Message: 2/1 (0/0)\r\n"
    assert mailbox.take(notify("message-summary", told))
    await mailbox.shows(2, 1)
    assert (mailbox.lit, mailbox.account) == (True, "sip:*97@127.0.0.1")
    assert mailbox.take(notify("message-summary", b"Messages-Waiting: no\r\n"))
    assert not mailbox.lit


async def test_something_else_is_none_of_its_business() -> None:
    mailbox = Mailbox()
    assert not mailbox.take(notify("dialog", b"Voice-Message: 1/0"))
    with pytest.raises(TimeoutError, match="shows None/None"):
        await mailbox.shows(1, 0, timeout_s=0.01)
