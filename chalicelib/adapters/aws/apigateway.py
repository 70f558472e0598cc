"""Frames to open sockets through API Gateway's management endpoint, many at a time."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.adapters.aws.clients import PUSHES_AT_ONCE, error_code, error_status

log = logging.getLogger(__name__)

GONE_STATUS = 410
# an id that no socket of this API ever had, or no longer has
GONE = frozenset({"GoneException", "BadRequestException"})


class ApiGatewaySockets:
    """The socket pusher on AWS. `client` talks to the stage's own endpoint, never to AWS's general one."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def push(self, connection_id: str, frame: bytes) -> bool:
        try:
            self._client.post_to_connection(ConnectionId=connection_id, Data=frame)
        except ClientError as error:
            if _is_gone(error):
                return False
            log.warning("a frame of %d bytes was not taken: %s", len(frame), error_code(error))
        except BotoCoreError as error:
            log.warning("a frame could not be pushed: %s", type(error).__name__)
        return True

    def push_all(self, connection_ids: Sequence[str], frame: bytes) -> tuple[str, ...]:
        if len(connection_ids) == 1:  # as usual; no thread is quicker than the first one
            return () if self.push(connection_ids[0], frame) else tuple(connection_ids)
        there = self._side_by_side.map(lambda one: self.push(one, frame), connection_ids)
        return tuple(one for one, is_there in zip(connection_ids, there, strict=True) if not is_there)

    def close(self, connection_id: str) -> None:
        try:
            self._client.delete_connection(ConnectionId=connection_id)
        except ClientError as error:
            if not _is_gone(error):
                log.warning("a socket could not be closed: %s", error_code(error))
        except BotoCoreError as error:
            log.warning("a socket could not be closed: %s", type(error).__name__)

    @cached_property
    def _side_by_side(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(PUSHES_AT_ONCE, thread_name_prefix="push")


def _is_gone(error: ClientError) -> bool:
    return error_status(error) == GONE_STATUS or error_code(error) in GONE
