"""Why the daemon cannot run here."""

import os
from collections.abc import Iterator
from contextlib import contextmanager


class CannotStart(Exception):  # noqa: N818 - said to a person, not to a programmer
    """One sentence: what is wrong and what to do."""


@contextmanager
def needed(what: str, remedy: str) -> Iterator[None]:
    """Turn the OSError of something without which the daemon cannot run into CannotStart."""
    try:
        yield
    except OSError as error:
        raise CannotStart(f"{what}: {reason_of(error)}. {remedy}") from error


def reason_of(error: OSError) -> str:
    """In the system's words: asyncio's own are for programmers. Look-ups of names have other numbers."""
    if error.errno is not None and error.errno > 0:
        return os.strerror(error.errno)
    return str(error.strerror or error)
