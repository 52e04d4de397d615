"""The addresses that Asterisk answers nothing but 403."""

from collections.abc import Iterable
from ipaddress import ip_network

from ccd.telephony.config.text import HEADER


def render_acl(addresses: Iterable[str]) -> dict[str, str]:
    """The file's name and text. Raises ValueError for what is no IP address."""
    lines = [f"deny = {ip_network(address)}" for address in addresses]
    return {"acl.conf": f"{HEADER}\n" + "\n".join(["[ccd-banned]", *lines]) + "\n"}
