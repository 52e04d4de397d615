"""Answers to a Digest challenge (RFC 7616; without qop as in RFC 2069)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .address import split_outside_quotes

_HASH: dict[str, Callable[[bytes], hashlib._Hash]] = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}


@dataclass(frozen=True)
class Challenge:
    realm: str
    nonce: str
    algorithm: str = "MD5"
    qop: str = ""
    opaque: str = ""
    stale: bool = False


def parse_challenge(value: str) -> Challenge | None:
    """None when it is no Digest challenge or one of a kind not spoken here."""
    scheme, _, rest = value.strip().partition(" ")
    fields: dict[str, str] = {}
    for part in split_outside_quotes(rest, ","):
        key, _, text = part.partition("=")
        fields[key.strip().lower()] = text.strip().strip('"')
    algorithm = fields.get("algorithm", "MD5").upper()
    offered_qop = [word.strip() for word in fields.get("qop", "").split(",") if word.strip()]
    if scheme.lower() != "digest" or algorithm not in _HASH or (offered_qop and "auth" not in offered_qop):
        return None
    return Challenge(
        realm=fields.get("realm", ""),
        nonce=fields.get("nonce", ""),
        algorithm=algorithm,
        qop="auth" if offered_qop else "",
        opaque=fields.get("opaque", ""),
        stale=fields.get("stale", "").lower() == "true",
    )


def first_usable(values: Iterable[str]) -> Challenge | None:
    """Servers list their challenges best first; the first one we can answer is taken."""
    return next((challenge for value in values if (challenge := parse_challenge(value))), None)


def authorization(
    challenge: Challenge,
    method: str,
    uri: str,
    username: str,
    secret: str,
    *,
    cnonce: str | None = None,
) -> str:
    """The value of an Authorization or Proxy-Authorization header for a nonce not used before."""

    def hashed(text: str) -> str:
        return _HASH[challenge.algorithm](text.encode()).hexdigest()

    who = hashed(f"{username}:{challenge.realm}:{secret}")
    what = hashed(f"{method}:{uri}")
    fields = [
        f'username="{username}"',
        f'realm="{challenge.realm}"',
        f'nonce="{challenge.nonce}"',
        f'uri="{uri}"',
        f"algorithm={challenge.algorithm}",
    ]
    if challenge.qop:
        ours = secrets.token_hex(8) if cnonce is None else cnonce
        response = hashed(f"{who}:{challenge.nonce}:00000001:{ours}:auth:{what}")
        fields += [f'cnonce="{ours}"', "nc=00000001", "qop=auth"]
    else:
        response = hashed(f"{who}:{challenge.nonce}:{what}")
    fields.append(f'response="{response}"')
    if challenge.opaque:
        fields.append(f'opaque="{challenge.opaque}"')
    return "Digest " + ", ".join(fields)
