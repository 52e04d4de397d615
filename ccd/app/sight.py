"""Asterisk, for a command that wants to ask it something while the daemon may run."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from ccd.settings import Settings
from ccd.telephony.ami.link import AmiLink

AMI_TIMEOUT_S = 10.0


@asynccontextmanager
async def in_sight(settings: Settings) -> AsyncIterator[AmiLink]:
    """A link of our own, which hears nothing. Raises OSError and TimeoutError, with a sentence for people."""
    link = AmiLink(settings.ami, lambda event: None)
    link.start()
    try:
        async with asyncio.timeout(AMI_TIMEOUT_S):
            await link.tried.wait()
            if not link.connected:
                raise ConnectionError(link.last_error)
            yield link
    except TimeoutError as error:
        raise TimeoutError(str(error) or f"no answer in time. {link.last_error}") from error
    finally:
        await link.close()
