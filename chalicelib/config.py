"""The settings of this process, read once from the environment. docs/operating.md describes each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

GRAPH_URL = "https://graph.facebook.com"
GRAPH_VERSION = re.compile(r"/+v\d+(\.\d+)?/*$")
QUEUES = ("mail", "delivery", "followups", "webhooks", "events")
NEEDED_ON_AWS = (
    *("CONVERSATIONS_TABLE", "CONTACTS_TABLE", "WORKSPACE_TABLE", "LIVE_TABLE", "BLOB_BUCKET"),
    *("MAIL_QUEUE", "DELIVERY_QUEUE", "FOLLOWUPS_QUEUE", "WEBHOOKS_QUEUE", "EVENTS_QUEUE"),
    *("WS_ENDPOINT", "SECRETS_PATH", "MAIL_DOMAIN", "SENDING_DOMAIN", "USER_POOL_ID", "USER_POOL_CLIENT_ID"),
)


class BadSetting(Exception):
    """An environment variable does not make sense; the text says which and why."""


@dataclass(frozen=True, slots=True)
class LocalSettings:
    """The local home. `smtp_relay` is where mail goes out, `None` for the outbox folder.

    `mischief` is the seed of a pump that repeats, delays and shuffles jobs, for tests.
    `calls_loopback`: addresses that admins type in may lead to this machine.
    """

    data_dir: Path
    port: int
    smtp_port: int
    smtp_relay: tuple[str, int] | None
    seed: bool
    admin_password: str = field(repr=False)
    mischief: int | None = None
    calls_loopback: bool = True


@dataclass(frozen=True, slots=True)
class AwsSettings:
    """The deployed home. `tables` by noun, `queues` by name, as the deployment made them.

    `mail_domain` is where mail is received, `sending_domain` where the product's own mail comes from.
    `plain_writes`: this function writes to DynamoDB without PynamoDB. `missing` are the variables without
    which this home cannot do anything.
    """

    bucket: str
    tables: Mapping[str, str]
    queues: Mapping[str, str]
    dead_letters: tuple[str, ...]
    region: str = ""
    stage: str = ""
    socket_endpoint: str = ""
    secrets_path: str = ""
    mail_domain: str = ""
    sending_domain: str = ""
    configuration_set: str = ""
    user_pool: str = ""
    user_pool_client: str = ""
    plain_writes: bool = False
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """One of `local` and `aws` is set. `public_url` is where people reach the inbox, without a slash.

    `visitor_country` is the country of visitors where nothing in front tells it, as at home. `graph_url` is
    where Meta's Graph API is, without a slash: at home a stand-in, unless somebody says otherwise.
    A deployment may have both `public_url` and `origin_secret` in its parameters instead.
    """

    public_url: str
    local: LocalSettings | None = None
    aws: AwsSettings | None = None
    origin_secret: str = field(default="", repr=False)
    visitor_country: str = ""
    graph_url: str = GRAPH_URL


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Raises `BadSetting`."""
    home = environment.get("BANDEJA_HOME", "aws")
    secret = environment.get("ORIGIN_SECRET", "")
    if home == "local":
        local = _local(environment)
        return Settings(
            f"http://127.0.0.1:{local.port}",
            local=local,
            origin_secret=secret,
            visitor_country=_country(environment.get("VISITOR_COUNTRY", "")),
            graph_url=_graph_url(environment, f"http://127.0.0.1:{local.port}/simulator/graph"),
        )
    if home != "aws":
        raise BadSetting(f"BANDEJA_HOME is local or aws, not {home!r}")
    public_url = environment.get("PUBLIC_URL", "").rstrip("/")
    return Settings(
        public_url,
        aws=_aws(environment),
        origin_secret=secret,
        graph_url=_graph_url(environment, GRAPH_URL),
    )


def _local(environment: Mapping[str, str]) -> LocalSettings:
    return LocalSettings(
        data_dir=Path(environment.get("DATA_DIR") or ".bandeja").absolute(),
        port=_port(environment, "PORT", 8000),
        smtp_port=_port(environment, "SMTP_PORT", 2525),
        smtp_relay=_relay(environment.get("SMTP_RELAY", "")),
        seed=environment.get("SEED", "1") != "0",
        admin_password=_admin_password(environment),
        mischief=_mischief(environment.get("MISCHIEF", "")),
        calls_loopback=environment.get("CALLS_LOOPBACK", "1") != "0",
    )


def _aws(environment: Mapping[str, str]) -> AwsSettings:
    nouns = ("conversations", "contacts", "workspace", "live")
    return AwsSettings(
        bucket=environment.get("BLOB_BUCKET", ""),
        tables={noun: environment.get(f"{noun.upper()}_TABLE", noun) for noun in nouns},
        queues={name: environment.get(f"{name.upper()}_QUEUE", "") for name in QUEUES},
        dead_letters=tuple(filter(None, environment.get("DEAD_LETTER_QUEUES", "").split(","))),
        region=environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION", ""),
        stage=environment.get("STAGE", ""),
        socket_endpoint=environment.get("WS_ENDPOINT", ""),
        secrets_path=environment.get("SECRETS_PATH", ""),
        mail_domain=environment.get("MAIL_DOMAIN", ""),
        sending_domain=environment.get("SENDING_DOMAIN", ""),
        configuration_set=environment.get("SES_CONFIGURATION_SET", ""),
        user_pool=environment.get("USER_POOL_ID", ""),
        user_pool_client=environment.get("USER_POOL_CLIENT_ID", ""),
        plain_writes=_plain_writes(environment.get("DYNAMODB_WRITER", "pynamodb")),
        missing=tuple(name for name in NEEDED_ON_AWS if not environment.get(name)),
    )


def _graph_url(environment: Mapping[str, str], usual: str) -> str:
    """Without a version at its end: calls name one of their own, which is the one they are written for."""
    given = GRAPH_VERSION.sub("", environment.get("META_GRAPH_URL", "").strip()).rstrip("/") or usual
    if not given.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise BadSetting(f"META_GRAPH_URL begins with https://, or is on this machine; not {given!r}")
    return given


def _plain_writes(given: str) -> bool:
    if given not in ("pynamodb", "plain"):
        raise BadSetting(f"DYNAMODB_WRITER is pynamodb or plain, not {given!r}")
    return given == "plain"


def _country(given: str) -> str:
    if given and not (len(given) == 2 and given.isascii() and given.isalpha()):
        raise BadSetting(f"VISITOR_COUNTRY is a code of two letters such as ES, not {given!r}")
    return given.upper()


def _port(environment: Mapping[str, str], name: str, usual: int) -> int:
    given = environment.get(name) or str(usual)
    if not given.isascii() or not given.isdigit() or not 1 <= int(given) <= 65535:
        raise BadSetting(f"{name} is a port between 1 and 65535, not {given!r}")
    return int(given)


def _relay(given: str) -> tuple[str, int] | None:
    if not given:
        return None
    host, _, port = given.rpartition(":")
    if not host:
        raise BadSetting(f"SMTP_RELAY is host:port, not {given!r}")
    return host, _port({"SMTP_RELAY": port}, "SMTP_RELAY", 25)


def _admin_password(environment: Mapping[str, str]) -> str:
    given = environment.get("ADMIN_PASSWORD", "")
    if given and len(given) < 12:
        raise BadSetting("ADMIN_PASSWORD must have at least 12 characters")
    return given


def _mischief(given: str) -> int | None:
    if given and not given.isdecimal():
        raise BadSetting(f"MISCHIEF is a number, the seed of a bad day, not {given!r}")
    return int(given) if given else None
