"""API tokens, in DynamoDB."""

from __future__ import annotations

from datetime import datetime

from chalicelib.adapters.aws.dynamodb.conditions import ABSENT, PRESENT, Change, begun_with, changes
from chalicelib.adapters.aws.dynamodb.workspace_rows import WORKSPACE, WorkspaceRows
from chalicelib.adapters.stored import workspace_items as items
from chalicelib.adapters.stored.plain_form import plain
from chalicelib.domain.api_token import ApiToken
from chalicelib.domain.errors import AlreadyThere, StaleConversation
from chalicelib.domain.token_errors import NoSuchToken


class DynamoTokens(WorkspaceRows):
    """`TokenStore` of the deployed home."""

    def tokens(self) -> tuple[ApiToken, ...]:
        return tuple(items.thing_of(ApiToken, item) for item in self._all(items.TOKEN))

    def token(self, token_id: str) -> ApiToken | None:
        item = self._rows.get(items.key(items.TOKEN, token_id))
        return None if item is None else items.thing_of(ApiToken, item)

    def add_token(self, token: ApiToken) -> None:
        try:
            self._put_over(token, ABSENT)
        except StaleConversation as error:
            raise AlreadyThere from error

    def note_token_use(self, token_id: str, at: datetime) -> None:
        self._change_token(token_id, changes({"last_used_at": plain(at)}))

    def revoke_token(self, token_id: str, at: datetime) -> None:
        self._change_token(token_id, [begun_with("revoked_at", plain(at))])

    def drop_token(self, token_id: str) -> None:
        self._rows.take_out(items.key(items.TOKEN, token_id))

    def _change_token(self, token_id: str, changed: list[Change]) -> None:
        try:
            self._writer.update(WORKSPACE, items.key(items.TOKEN, token_id), changed, PRESENT)
        except StaleConversation as error:
            raise NoSuchToken from error
