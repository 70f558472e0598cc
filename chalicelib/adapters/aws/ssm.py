"""Keys and settings of a deployment in the SSM parameter store, below one path: read once, then kept."""

from __future__ import annotations

import base64
import re
import secrets
import time
from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError

from chalicelib.adapters.aws.clients import error_code, throttles_named

NAME = re.compile(r"[a-z0-9_-]{1,60}")
LENGTH = 32
LOOK_AGAIN_SECONDS = 60.0


class NotAKey(Exception):
    """Somebody has put something else in the place of a key. The text names the parameter, not its value."""


class SsmSecrets:
    """`path` is that of the deployment, such as `/bandeja/prod`.

    A key that is not there is made, once for all processes. A setting is written by the deployment; one
    that is not there yet is looked for again after a minute.
    """

    def __init__(self, client: Any, path: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self.path = path.rstrip("/")
        self._clock = clock
        self._known: dict[str, str] = {}
        self._read_at: float | None = None

    def key(self, name: str) -> bytes:
        """32 bytes, always the same for one name. Raises `NotAKey`, `Throttled`."""
        if not NAME.fullmatch(name):
            raise ValueError(f"not a name of a key: {name!r}")
        self._read_once()
        if name not in self._known:
            self._known[name] = self._made(f"{self.path}/{name}")
        return _key_of(self._known[name], f"{self.path}/{name}")

    def setting(self, name: str) -> str:
        """What the deployment has written there, "" for nothing. Raises `Throttled`."""
        self._read_once()
        if name not in self._known and self._is_old():
            self._read()
        return self._known.get(name, "")

    def _read_once(self) -> None:
        if self._read_at is None:
            self._read()

    def _is_old(self) -> bool:
        return self._read_at is None or self._clock() - self._read_at >= LOOK_AGAIN_SECONDS

    def _read(self) -> None:
        """Every parameter below the path: one request for each ten of them."""
        more: dict[str, str] = {}
        while True:
            with throttles_named():
                page = self._client.get_parameters_by_path(Path=self.path, WithDecryption=True, **more)
            self._known |= {one["Name"].rpartition("/")[2]: one["Value"] for one in page["Parameters"]}
            if "NextToken" not in page:
                break
            more = {"NextToken": page["NextToken"]}
        self._read_at = self._clock()

    def _made(self, parameter: str) -> str:
        """A new key, unless another process was faster: then theirs is the key."""
        fresh = base64.b64encode(secrets.token_bytes(LENGTH)).decode("ascii")
        try:
            with throttles_named():
                self._client.put_parameter(Name=parameter, Value=fresh, Type="SecureString", Overwrite=False)
        except ClientError as error:
            if error_code(error) != "ParameterAlreadyExists":
                raise
        # read again in either case: what is stored is the key, whatever became of our answer
        with throttles_named():
            stored = self._client.get_parameter(Name=parameter, WithDecryption=True)
        return str(stored["Parameter"]["Value"])


def _key_of(value: str, parameter: str) -> bytes:
    try:
        key = base64.b64decode(value, validate=True)
    except ValueError:
        key = b""
    if len(key) != LENGTH:
        raise NotAKey(f"{parameter} is not {LENGTH} bytes in base64")
    return key
