"""Names, numbers and URIs as SIP headers write them (RFC 3261, sections 19.1, 20.10 and 25.1)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, unquote

# What may stand in the user part of a URI unescaped. `#` may not (it becomes %23), `*` may.
_PLAIN_IN_USER = "-_.!~*'()&=+$,/"


@dataclass(frozen=True)
class NameAddress:
    """`"Ann" <sip:1001@host>;tag=x` taken apart; quotes and escapes are gone."""

    display_name: str
    uri: str
    params: str

    @property
    def user(self) -> str:
        """The number: the user part of the URI with its escapes undone; "" when there is none."""
        rest = self.uri.partition(":")[2]
        return unquote(rest.rpartition("@")[0].partition(";")[0]) if "@" in rest else ""


def split_outside_quotes(text: str, separator: str) -> list[str]:
    """Cut at a one-character separator, but neither inside quotes nor inside angle brackets."""
    parts: list[str] = []
    begin = 0
    quoted = escaped = bracketed = False
    for position, letter in enumerate(text):
        if escaped:
            escaped = False
        elif quoted:
            escaped = letter == "\\"
            quoted = letter != '"'
        elif letter == '"':
            quoted = True
        elif letter in "<>":
            bracketed = letter == "<"
        elif letter == separator and not bracketed:
            parts.append(text[begin:position].strip())
            begin = position + 1
    parts.append(text[begin:].strip())
    return parts


def header_param(value: str, name: str) -> str:
    """The parameter `;name=...` after the address of a header value; "" when it is not there."""
    for part in split_outside_quotes(value, ";")[1:]:
        key, _, text = part.partition("=")
        if key.strip().lower() == name:
            return text.strip()
    return ""


def parse_name_address(value: str) -> NameAddress:
    """Understands both forms, with and without angle brackets. Never raises: what is odd comes back odd."""
    text = value.strip()
    display_name = ""
    if text.startswith('"'):
        display_name, text = _unquote(text)
    elif "<" in text:
        display_name, _, text = text.partition("<")
        display_name, text = display_name.strip(), "<" + text
    text = text.strip()
    if text.startswith("<"):
        uri, _, params = text[1:].partition(">")
        return NameAddress(display_name, uri, params.lstrip("; "))
    uri, _, params = text.partition(";")
    return NameAddress(display_name, uri.strip(), params)


def _unquote(text: str) -> tuple[str, str]:
    """Content of the quoted string at the head of the text, and what follows it."""
    letters: list[str] = []
    escaped = False
    for position, letter in enumerate(text[1:], start=1):
        if escaped:
            letters.append(letter)
            escaped = False
        elif letter == "\\":
            escaped = True
        elif letter == '"':
            return "".join(letters), text[position + 1 :]
        else:
            letters.append(letter)
    return "".join(letters), ""


def quoted(text: str) -> str:
    """As a quoted string. Raises ValueError for control characters, which no quoting makes lawful."""
    if any(ord(letter) < 32 or ord(letter) == 127 for letter in text):
        raise ValueError(f"control characters cannot be quoted, send them raw: {text!r}")
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def sip_uri(user: str, host: str, port: int | None = None) -> str:
    """`sip:user@host:port`, the user escaped where it must be; without a user, `sip:host:port`."""
    where = host if port is None else f"{host}:{port}"
    return f"sip:{quote(user, safe=_PLAIN_IN_USER)}@{where}" if user else f"sip:{where}"


def name_address(display_name: str, uri: str) -> str:
    """A header value out of name (may be "") and URI."""
    return f"{quoted(display_name)} <{uri}>" if display_name else f"<{uri}>"


def host_and_port(uri: str) -> tuple[str, int]:
    """Where a `sip:` URI points to; port 5060 when it names none. Raises ValueError when it names no host."""
    rest = uri.partition(":")[2].partition("?")[0]
    if "@" in rest:
        rest = rest.rpartition("@")[2]
    host, _, port = rest.partition(";")[0].partition(":")
    if not host:
        raise ValueError(f"no host in {uri!r}")
    return host, int(port) if port else 5060
