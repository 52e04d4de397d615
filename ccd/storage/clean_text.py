"""Text from outside, made storable."""


def clean(text: str) -> str:
    """Without NUL, which PostgreSQL refuses, and with `?` for lone surrogates, which no encoding knows."""
    return text.replace("\0", "").encode(errors="replace").decode()
