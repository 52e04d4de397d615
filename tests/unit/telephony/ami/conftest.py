from collections.abc import AsyncIterator

import pytest

from tests.inbox import Inbox
from tests.unit.telephony.ami.asterisk import Asterisk


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
async def asterisk() -> AsyncIterator[Asterisk]:
    asterisk = Asterisk()
    await asterisk.open()
    yield asterisk
    asterisk.close()
