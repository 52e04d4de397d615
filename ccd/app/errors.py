"""Why the daemon cannot run here."""


class CannotStart(Exception):  # noqa: N818 - said to a person, not to a programmer
    """One sentence: what is wrong and what to do."""
