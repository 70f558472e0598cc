"""Where the tables are: names, region and endpoint, and the one client of this process for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

CONNECT_SECONDS = 2
READ_SECONDS = 5
TRIES = 3
CONNECTIONS = 32


@dataclass(frozen=True, slots=True)
class Place:
    """The tables of one deployment. `names` gives a table's full name by its noun.

    A noun that is not in `names` is called `prefix` and the noun. Without `region` and `endpoint` boto3
    takes what the environment says.
    """

    prefix: str = ""
    region: str | None = None
    endpoint: str | None = None
    names: Mapping[str, str] = field(default_factory=dict, hash=False)

    def table(self, noun: str) -> str:
        """The full name of a table."""
        return self.names.get(noun) or f"{self.prefix}{noun}"

    @property
    def client(self) -> Any:
        """The boto3 client, made when first asked for and shared by all stores of the process."""
        return _client(self.region, self.endpoint)


@cache
def _client(region: str | None, endpoint: str | None) -> Any:
    import boto3
    from botocore.config import Config

    config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"total_max_attempts": TRIES, "mode": "standard"},
        max_pool_connections=CONNECTIONS,
        parameter_validation=False,  # items are checked before they get here, at a tenth of the time
    )
    return boto3.client("dynamodb", region_name=region, endpoint_url=endpoint, config=config)
