from collections.abc import AsyncIterator

import pytest

from tests.unit.telephony.ami.asterisk import Asterisk
from tests.inbox import Inbox


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
async def asterisk() -> AsyncIterator[Asterisk]:
    asterisk = Asterisk()
    await asterisk.open()
    yield asterisk
    asterisk.close()
