"""The daemon's settings: one frozen tree, read once, handed down as values.

Sources, the stronger first: environment (`CCD_API__PORT=8080`), the TOML file that `CCD_FILE` names
(default `/etc/ccd/ccd.toml`), the defaults below. What the centre does (queues, flows, …) is not here but in
the plan.
"""

import errno
import os
from ipaddress import IPv4Network, IPv6Network, ip_address
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, IPvAnyNetwork, SecretStr, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from ccd.domain.spelled import Spelled

DEFAULT_FILE = Path("/etc/ccd/ccd.toml")
RTP_PORTS_LEAST = 20
Port = Annotated[int, Field(ge=1, le=65535)]
Seconds = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class _Branch(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Ami(_Branch):
    host: str = "127.0.0.1"
    port: Port = 5038
    user: str = "ccd"
    secret: SecretStr = SecretStr("")
    action_timeout_s: Seconds = 5.0
    """How long an answer to one action may take."""
    retry_most_s: Seconds = 1.0
    """The longest pause between two tries to connect; the first is 0.1 s and each doubles. Agents' states are
    true again at most so long after Asterisk is back."""


class Agi(_Branch):
    host: str = "127.0.0.1"
    """Where we listen for Asterisk. The protocol has no authentication of its own: never a public address."""
    port: Port = 4573
    peers: tuple[IPvAnyNetwork, ...] = (IPv4Network("127.0.0.0/8"), IPv6Network("::1/128"))
    """Who may connect, besides having the token."""
    token: SecretStr = SecretStr("")
    """The path of the URL that the dialplan calls."""
    connections_most: int = Field(default=2000, ge=1)
    """One for each caller who is in a menu, waits or talks to an agent."""


class Asterisk(_Branch):
    """Ports and folders of the Asterisk we steer; its generated configuration is made from them."""

    generated_dir: Path = Path("/etc/ccd/asterisk")
    recordings_dir: Path = Path("/var/lib/ccd/recordings")
    """The same path for us and for Asterisk."""
    never_ban: tuple[IPvAnyNetwork, ...] = (IPv4Network("127.0.0.1/32"), IPv6Network("::1/128"))
    """From where sign-ins may fail as often as they like: a branch whose phones share one address, say."""
    state_dir: Path = Path("/var/lib/ccd/state")
    """The folder that Asterisk has for its state (`docker/asterisk/run --state`): its `queue_log` tells what
    the safety net did while we were away."""
    sip_host: Annotated[str, Spelled(r"^[A-Za-z0-9.:-]+$", "an address or the name of a host")] = "0.0.0.0"
    sip_port: Port = 5060
    tls_port: Port = 5061
    """SIP over TLS, where there is a certificate."""
    wss_port: Port = 8089
    """For browsers, SIP over secure WebSocket (`wss://HOST:PORT/ws`): while the plan has an extension with
    `webrtc`, and where there is a certificate."""
    ws_port: Port = 8088
    """The same without TLS, on loopback: for a web server in front that has it."""
    tls_certificate: Path | None = None
    """PEM, with the chain behind it. It and its key are taken at ccd's start, and by Asterisk at its own."""
    tls_key: Path | None = None
    public_address: Annotated[str, Spelled(r"^[A-Za-z0-9.:-]*$", "an address or the name of a host")] = ""
    """What phones and carriers outside reach us by when we stand behind NAT; empty: we do not."""
    local_networks: tuple[IPvAnyNetwork, ...] = (
        IPv4Network("10.0.0.0/8"),
        IPv4Network("127.0.0.0/8"),
        IPv4Network("172.16.0.0/12"),
        IPv4Network("192.168.0.0/16"),
    )
    """Whom we tell our own address even so."""

    rtp_first: Port = 10000
    rtp_last: Port = 20000
    retry_every_s: int = Field(default=1, ge=1)
    """How often the dialplan tries to reach us again for a caller while we are away."""
    give_up_after_s: int = Field(default=30, ge=0)
    """After how long the dialplan hands such a caller to the safety net, `Queue()`."""

    @model_validator(mode="after")
    def _rtp_has_ports(self) -> Self:
        if self.rtp_last - self.rtp_first < RTP_PORTS_LEAST:
            raise ValueError(f"from rtp_first to rtp_last are too few ports: at least {RTP_PORTS_LEAST}")
        return self

    @model_validator(mode="after")
    def _certificate_has_its_key(self) -> Self:
        if (self.tls_certificate is None) != (self.tls_key is None):
            raise ValueError("tls_certificate and tls_key go together: give both, or neither")
        return self

    def trusts(self, address: str) -> bool:
        return any(ip_address(address) in network for network in self.never_ban)


class Recordings(_Branch):
    opus: bool = False
    """Convert to Opus after the call, by the programs of Debian's `opus-tools`."""
    opus_kbit_s: int = Field(default=24, ge=6, le=128)


class Smtp(_Branch):
    """The mail server that takes voicemail; without a `host` nothing is mailed."""

    host: str = ""
    port: Port = 587
    user: str = ""
    password: SecretStr = SecretStr("")
    sender: str = "ccd@localhost"
    starttls: bool | None = None
    """None: if the server offers it."""
    certificate: Path | None = None
    """PEM that vouches for the server, if no public authority does: its own or your authority's."""


class Storage(_Branch):
    url: str = Field(default="sqlite+aiosqlite:////var/lib/ccd/ccd.sqlite", repr=False)
    """`sqlite+aiosqlite:///PATH` or `postgresql+asyncpg://USER:SECRET@HOST/NAME`."""
    journal_dir: Path = Path("/var/lib/ccd/journal")
    """Facts stand here until the database has them. Events stand here to be played again (`ccd replay`)."""
    events_most_mb: int = Field(default=256, ge=0)
    """How much the recorded events may take, a call about 4 kB; 0 records none."""
    identify_timeout_s: Seconds = 0.2
    """How long a call waits for the customer's look-up before it goes on without."""


class Api(_Branch):
    host: str = "127.0.0.1"
    port: Port = 8080


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix="CCD_",
        env_nested_delimiter="__",
        frozen=True,
        extra="forbid",
        nested_model_default_partial_update=True,
    )

    ami: Ami = Ami()
    agi: Agi = Agi()
    asterisk: Asterisk = Asterisk()
    recordings: Recordings = Recordings()
    smtp: Smtp = Smtp()
    storage: Storage = Storage()
    api: Api = Api()
    log_level: Literal["debug", "info", "warning", "error", "critical"] = "info"
    log_json: bool = False
    """One JSON object a line, for machines; else lines for people."""
    stop_timeout_s: Seconds = 20.0
    """How long a stop waits for work in hand, stage by stage."""

    @model_validator(mode="after")
    def _ports_are_apart(self) -> Self:
        taken: dict[tuple[str, int], str] = {}
        for branch in ("ami", "agi", "api"):
            door = getattr(self, branch)
            other = taken.setdefault((door.host, door.port), branch)
            if other != branch:
                raise ValueError(f"{other}.port and {branch}.port are both {door.port}: change one")
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Raises OSError: the file that `CCD_FILE` names is not there."""
        file = settings_file()
        if file != DEFAULT_FILE and not file.is_file():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(file))
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=file)


def settings_file() -> Path:
    return Path(os.environ.get("CCD_FILE", DEFAULT_FILE))
