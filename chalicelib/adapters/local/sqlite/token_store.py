"""API tokens, in the local database."""

from __future__ import annotations

from datetime import datetime

from chalicelib.adapters.local.sqlite.workspace_rows import (
    WorkspaceRows,
    drop_row,
    item_at,
    put_over,
    put_row,
)
from chalicelib.adapters.stored import workspace_items as items
from chalicelib.adapters.stored.plain_form import Plain, plain
from chalicelib.domain.api_token import ApiToken
from chalicelib.domain.errors import AlreadyThere
from chalicelib.domain.token_errors import NoSuchToken


class SqliteTokens(WorkspaceRows):
    """`TokenStore` of the local home."""

    def tokens(self) -> tuple[ApiToken, ...]:
        return tuple(items.thing_of(ApiToken, item) for item in self._all(items.TOKEN))

    def token(self, token_id: str) -> ApiToken | None:
        with self._database.reading() as read:
            item = item_at(read, items.TOKEN, token_id)
        return None if item is None else items.thing_of(ApiToken, item)

    def add_token(self, token: ApiToken) -> None:
        with self._database.writing() as write:
            if item_at(write, items.TOKEN, token.id) is not None:
                raise AlreadyThere
            put_over(write, token)

    def note_token_use(self, token_id: str, at: datetime) -> None:
        self._change_token(token_id, {}, {"last_used_at": plain(at)})

    def revoke_token(self, token_id: str, at: datetime) -> None:
        self._change_token(token_id, {"revoked_at": plain(at)}, {})

    def drop_token(self, token_id: str) -> None:
        with self._database.writing() as write:
            drop_row(write, items.TOKEN, token_id)

    def _change_token(self, token_id: str, begun: Plain, to_set: Plain) -> None:
        """`begun` are attributes that get their value only where they have none."""
        with self._database.writing() as write:
            item = item_at(write, items.TOKEN, token_id)
            if item is None:
                raise NoSuchToken
            put_row(write, begun | item | to_set)
