"""Where the tables are: names, region and endpoint, and the one client of this process for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from chalicelib.adapters.aws.clients import new_client


@dataclass(frozen=True, slots=True)
class Place:
    """The tables of one deployment. `names` gives a table's full name by its noun.

    A noun that is not in `names` is called `prefix` and the noun. Without `region` and `endpoint` what the
    environment says is taken. `plain_writes`: rows are written without PynamoDB.
    """

    prefix: str = ""
    region: str | None = None
    endpoint: str | None = None
    names: Mapping[str, str] = field(default_factory=dict, hash=False)
    plain_writes: bool = False

    def table(self, noun: str) -> str:
        """The full name of a table."""
        return self.names.get(noun) or f"{self.prefix}{noun}"

    @property
    def client(self) -> Any:
        """The client, made when first asked for and shared by all stores of the process."""
        return _client(self.region, self.endpoint)


@cache
def _client(region: str | None, endpoint: str | None) -> Any:
    return new_client("dynamodb", region, endpoint)
